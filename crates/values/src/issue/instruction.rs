//! The space on page 1 where a leader writes an instruction by hand (领导批示).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Texts;
use super::{Date, Picture};

/// The space for a leader's written instruction (领导批示).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Instruction {
    /// How the space is placed.
    pub style: InstructionStyle,
    /// The words printed in it.
    pub label: String,
    /// What a leader has written already, paragraph by paragraph.
    pub text: Vec<String>,
    /// A picture of what was written by hand.
    pub picture: Option<Picture>,
    /// Who has written it.
    pub by: Option<String>,
    /// When it was written.
    pub date: Option<Date>,
    /// The height of the `box`, in lines of the grid.
    pub lines: u32,
    /// The width taken from the text by the `side` column, in characters of the text.
    pub width: u32,
}

impl Instruction {
    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        if self.style != InstructionStyle::None {
            texts.add("instruction.label", &self.label);
            texts.add_all("instruction.text", &self.text);
            texts.add_all("instruction.by", &self.by);
            if let Some(date) = self.date {
                texts.add_date("instruction.date", date);
            }
        }
    }
}

/// Where the space for the instruction is. No standard prescribes it; offices differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InstructionStyle {
    /// A frame over the full width, below the masthead.
    #[default]
    Box,
    /// A column beside the text of page 1; the text takes the full width from page 2.
    Side,
    /// No space.
    None,
}
