//! A page as a picture, which is drawn when a browser first asks for it.

use std::sync::{Arc, Mutex, PoisonError};

/// A page of a preview.
pub struct Page {
    digest: u64,
    /// Width and height, in mm.
    size: [f64; 2],
    picture: Mutex<Drawing>,
}

/// The picture of a page. The closure that draws it holds all pages of an issue, and is dropped once called.
enum Drawing {
    Undrawn(Box<dyn FnOnce() -> Vec<u8> + Send>),
    Drawn(Arc<[u8]>),
}

impl Page {
    /// Returns a page of this size in mm, which `draw` draws as SVG. Pages that look the same have the same
    /// digest.
    ///
    /// Drawing a page takes as long as laying out the whole issue, and most pages are the same as before,
    /// or out of view.
    pub fn new(
        digest: u64,
        size: [f64; 2],
        draw: impl FnOnce() -> Vec<u8> + Send + 'static,
    ) -> Self {
        Self { digest, size, picture: Mutex::new(Drawing::Undrawn(Box::new(draw))) }
    }

    /// Returns whether this page is drawn and looks as the digest says.
    pub fn shows(&self, digest: u64) -> bool {
        self.digest == digest && matches!(*self.lock(), Drawing::Drawn(_))
    }

    /// Returns the address, which changes with the page's looks: a browser caches what it has for good.
    pub(super) fn address(&self, number: usize) -> String {
        format!("page/{number}.svg?v={:016x}", self.digest)
    }

    /// Returns width and height in CSS pixels, 96 to the inch.
    pub(super) fn pixels(&self) -> [f64; 2] {
        self.size.map(|mm| (mm / 25.4 * 96.0).round())
    }

    /// Returns the picture.
    pub(super) fn svg(&self) -> Arc<[u8]> {
        let mut picture = self.lock();
        let drawn = match std::mem::replace(&mut *picture, Drawing::Drawn(Arc::default())) {
            Drawing::Undrawn(draw) => draw().into(),
            Drawing::Drawn(drawn) => drawn,
        };
        *picture = Drawing::Drawn(drawn.clone());
        drawn
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Drawing> {
        self.picture.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
