//! A page as a picture, which is drawn when a browser first asks for it.

use std::sync::{Arc, Mutex, PoisonError};

/// A page of a preview.
pub struct Page {
    digest: u64,
    /// Width and height, in mm.
    size: [f64; 2],
    picture: Mutex<Drawing>,
}

/// The picture of a page. What draws it holds all pages of an issue, and goes once it has drawn.
enum Drawing {
    Undrawn(Box<dyn FnOnce() -> Vec<u8> + Send>),
    Drawn(Arc<[u8]>),
}

impl Page {
    /// Returns a page of so many mm that `draw` draws as SVG. Pages that look the same have the same
    /// digest.
    ///
    /// A drawing takes as long as all the layout of an issue, and most pages are the same as before,
    /// or out of sight.
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

    /// Returns the address, which changes with the looks: a browser keeps what it has for good.
    pub(super) fn address(&self, number: usize) -> String {
        format!("page/{number}.svg?v={:016x}", self.digest)
    }

    /// Returns width and height in CSS pixels, of which an inch has 96.
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
