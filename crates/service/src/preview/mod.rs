//! The preview (预览): the pages of an issue as a browser shows them while it is being written, and the
//! loopback server that serves them. It knows no engine: a page draws itself.

mod document;
mod fault;
mod page;
mod server;

use std::sync::Arc;
use std::time::Duration;

use briefing_values::error::Fault;

pub use page::Page;
pub use server::Server;

/// What the browser shows at one time.
#[derive(Default)]
pub struct Preview {
    /// The file, as the user names it.
    pub name: String,
    /// Whether the pages are those of the file as it is now.
    pub state: PageState,
    /// The pages.
    pub pages: Vec<Arc<Page>>,
    /// What would stop an edition.
    pub errors: Vec<Fault>,
    /// What the engine warns of.
    pub warnings: Vec<Fault>,
}

/// Whether the pages of a preview are those of the file as it is now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PageState {
    /// The first pages are being set.
    #[default]
    Waiting,
    /// They are, and setting them took this long.
    Current(Duration),
    /// They are those of the last version that could be set.
    Old,
}

impl Preview {
    /// Returns the page at this address, if it still looks as it did when it was given that address.
    fn page(&self, target: &str) -> Option<Arc<Page>> {
        let number: usize = target.strip_prefix("/page/")?.split_once('.')?.0.parse().ok()?;
        let page = self.pages.get(number.checked_sub(1)?)?;
        (target[1..] == page.address(number)).then(|| page.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Page, Preview};

    #[test]
    fn a_page_has_its_address_only_as_long_as_it_looks_the_same() {
        let page = Arc::new(Page::new(1, [210.0, 297.0], || b"<svg/>".to_vec()));
        let preview = Preview { pages: vec![page], ..Preview::default() };
        assert!(preview.page("/page/1.svg?v=0000000000000001").is_some());
        for other in ["/page/1.svg?v=2", "/page/1.svg", "/page/0.svg", "/page/2.svg", "/page/é"] {
            assert!(preview.page(other).is_none(), "{other}");
        }
    }
}
