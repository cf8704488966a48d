//! The fair copy (清稿): the fields of an issue with those of the house below them, written out in
//! one order. It says all that the pages need, and nothing that the office keeps for itself: no
//! remarks, no exceptions, no settings of the house, no `[private]`.

use super::Manuscript;
use super::form::Form;

impl Manuscript {
    /// Returns the fair copy. Its own fair copy is the same text.
    pub fn fair_copy(&self) -> String {
        let form = &self.front.form;
        let printed = Form {
            masthead: form.masthead.clone(),
            instruction: form.instruction.clone(),
            article: form.article.clone(),
            distribution: form.distribution.clone(),
            colophon: form.colophon.clone(),
            contact: form.contact.clone(),
            layout: form.layout.clone(),
            faces: form.faces.clone(),
            style: form.style.clone(),
            // A field that is added to the form is private until it is named here.
            ..Form::default()
        };
        // No part of the form is beyond TOML: it was read from there.
        toml::to_string_pretty(&printed).unwrap_or_default()
    }
}
