//! Which answer belongs to which work, so that no caller has to check the kind of an answer.

use super::answer::{
    Checked, Done, Drawn, FacesListed, Previewed, Regenerated, Rendered, Submitted, Verified,
};
use super::wire::Unreadable;
use super::work::{Check, Draw, ListFaces, Preview, Regenerate, Render, Submit, Verify, Work};

/// Work of one kind.
pub trait Request: Into<Work> {
    /// Its answer.
    type Answer: TryFrom<Done, Error = Unreadable>;
}

macro_rules! request {
    ($request:ident => $answer:ident) => {
        impl From<$request> for Work {
            fn from(request: $request) -> Self {
                Self::$request(request)
            }
        }

        impl From<$answer> for Done {
            fn from(answer: $answer) -> Self {
                Self::$answer(answer)
            }
        }

        impl TryFrom<Done> for $answer {
            type Error = Unreadable;

            fn try_from(done: Done) -> Result<Self, Unreadable> {
                match done {
                    Done::$answer(answer) => Ok(answer),
                    _ => Err(Unreadable),
                }
            }
        }

        impl Request for $request {
            type Answer = $answer;
        }
    };
}

request!(Render => Rendered);
request!(Check => Checked);
request!(Preview => Previewed);
request!(Submit => Submitted);
request!(Regenerate => Regenerated);
request!(Verify => Verified);
request!(Draw => Drawn);
request!(ListFaces => FacesListed);
