//! From an issue to its pages: fills templates, lays them out with Typst, and proofreads and measures
//! the result. The only crate that knows Typst, and the only one with typefaces.

pub mod composer;
pub mod edition;
pub mod galley;
pub mod gauge;
pub mod house;
pub mod pictures;
pub mod plate;
pub mod press;
pub mod proofreader;
pub mod style;
pub mod volume;
