//! Long-running jobs (事项): publications and verifications, who began them, and what came of them.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql, params};

use briefing_values::error::Result;

use super::{Seconds, Store};

/// The number of a job.
pub type JobId = i64;

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// It has begun.
    Begun,
    /// It is done.
    Done,
    /// It was refused.
    Failed,
    /// The server ended before it did.
    Lost,
}

impl JobState {
    /// Returns the name of the state.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Lost => "lost",
        }
    }
}

impl ToSql for JobState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for JobState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let all = [Self::Begun, Self::Done, Self::Failed, Self::Lost];
        all.into_iter().find(|state| state.name() == name).ok_or(FromSqlError::InvalidType)
    }
}

/// A job, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRecord {
    /// Its number.
    pub id: JobId,
    /// What is done: `publish`, `verify`.
    pub kind: String,
    /// What it is about: the issue.
    pub about: String,
    /// Who began it.
    pub by: String,
    /// When.
    pub begun: Seconds,
    /// When it ended.
    pub ended: Option<Seconds>,
    /// Its state.
    pub state: JobState,
    /// What came of it, as JSON.
    pub answer: Option<String>,
}

impl Store {
    /// Notes that a job begins.
    ///
    /// # Errors
    /// A database error.
    pub fn begin_job(&self, kind: &str, about: &str, by: &str, now: Seconds) -> Result<JobId> {
        self.change(|it| {
            it.execute(
                "INSERT INTO job (kind, about, by, begun, state) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![kind, about, by, now, JobState::Begun],
            )?;
            Ok(it.last_insert_rowid())
        })
    }

    /// Notes that a job has ended.
    ///
    /// # Errors
    /// A database error.
    pub fn end_job(&self, id: JobId, state: JobState, answer: &str, now: Seconds) -> Result<()> {
        self.change(|it| {
            it.execute(
                "UPDATE job SET state = ?2, answer = ?3, ended = ?4 WHERE id = ?1",
                params![id, state, answer, now],
            )
            .map(drop)
        })
    }

    /// Marks unfinished jobs as lost: the server has just started, so nobody is working on them.
    ///
    /// # Errors
    /// A database error.
    pub fn lose_jobs(&self) -> Result<()> {
        let lost = params![JobState::Lost, JobState::Begun];
        self.change(|it| it.execute("UPDATE job SET state = ?1 WHERE state = ?2", lost).map(drop))
    }

    /// Returns a job.
    ///
    /// # Errors
    /// A database error.
    pub fn job(&self, id: JobId) -> Result<Option<JobRecord>> {
        let job = "SELECT id, kind, about, by, begun, ended, state, answer FROM job WHERE id = ?1";
        self.ask(|it| it.query_row(job, [id], record).optional())
    }
}

fn record(row: &Row<'_>) -> rusqlite::Result<JobRecord> {
    Ok(JobRecord {
        id: row.get(0)?,
        kind: row.get(1)?,
        about: row.get(2)?,
        by: row.get(3)?,
        begun: row.get(4)?,
        ended: row.get(5)?,
        state: row.get(6)?,
        answer: row.get(7)?,
    })
}
