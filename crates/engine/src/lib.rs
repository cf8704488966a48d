//! From an issue to its pages: templates are filled, Typst lays them out, and what stands on them is
//! proofread and measured. The one crate that knows Typst, and the one that carries faces.

pub mod composer;
pub mod edition;
pub mod galley;
pub mod gauge;
pub mod house;
pub mod pictures;
pub mod press;
pub mod proofreader;
pub mod style;
pub mod volume;
