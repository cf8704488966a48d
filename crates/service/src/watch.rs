//! The watch (值守): looks once a second whether the service can go on, and says so in the log.

use std::time::Duration;

use briefing_values::error::{Error, Problem, Result, codes};

use crate::office::{Office, Shared};
use crate::room;
use crate::store::{Retention, Retired, now};

/// How long it is until something may have been kept long enough.
const DAY: Duration = Duration::from_hours(24);

/// After how many seconds every page of the store is looked at again.
const WHOLE: u64 = 60 * 60;

/// Refuses to go on with a store that cannot be used, a trail that cannot be written, or an archive whose disk is full.
pub(crate) fn examine(office: &Office) -> Result<()> {
    office.store.examine()?;
    if office.auditor.fails() {
        return Err(
            Problem::Noted { code: codes::service::AUDIT_UNWRITTEN, words: Vec::new() }.into()
        );
    }
    let archive = office.archive.folder();
    if room::is_gone(&archive) { Err(room::none_left(&archive)) } else { Ok(()) }
}

/// Examines the office for ever, and logs when something is wrong, and when nothing is any more.
pub(crate) async fn keep(office: Shared) {
    let mut known = None;
    for second in 0_u64.. {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if second % WHOLE == 0 {
            let office = office.clone();
            // What is wrong is told by the next examination.
            let whole = |office: &Office| {
                office.store.examine_whole();
                Ok(())
            };
            tokio::spawn(async move { office.blocking(whole).await });
        }
        let look = |office: &Office| {
            office.auditor.write_counted(false);
            Ok(examine(office))
        };
        let Ok(examined) = office.blocking(look).await else { continue };
        match examined.err().map(|error| error.to_string()) {
            Some(reason) if known.as_ref() != Some(&reason) => {
                tracing::error!(reason, "the service cannot go on as it should");
                known = Some(reason);
            }
            None if known.take().is_some() => {
                tracing::info!("the service goes on as it should");
                let settle = |office: &Office| {
                    office.sessions.settle(&office.store);
                    Ok(())
                };
                // Whatever cannot be removed now is removed after the next trouble.
                let _ = office.blocking(settle).await;
            }
            _ => {}
        }
    }
}

/// Removes what need not be kept any longer, now and once a day.
pub(crate) async fn retire(office: Shared, kept: Retention, audit_days: u32) {
    loop {
        let all = move |office: &Office| {
            let drafts = office.store.retire(now(), kept);
            Ok((drafts, office.auditor.retire(&office.archive, audit_days)))
        };
        // Apart from each other: what cannot be removed here can be there.
        if let Ok((drafts, audit)) = office.blocking(all).await {
            match drafts {
                Ok(Retired { drafts, saves, pictures }) => {
                    tracing::info!(drafts, saves, pictures, "removed what was kept long enough");
                }
                Err(error) => not_removed(&error),
            }
            match audit {
                Ok(files) => {
                    tracing::info!(files, "removed audit files that were kept long enough");
                }
                Err(error) => not_removed(&error),
            }
        }
        tokio::time::sleep(DAY).await;
    }
}

fn not_removed(error: &Error) {
    tracing::error!(reason = error.to_string(), "what was kept long enough cannot be removed");
}
