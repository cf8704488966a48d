//! What the program knows of itself: the archive records it with every edition.

use crate::fingerprint::Fingerprint;
use crate::lock::{Engine, Program};
use crate::press::Press;

/// The versions of everything in the program.
const CARGO_LOCK: &[u8] = include_bytes!("../../Cargo.lock");

impl Engine {
    /// Returns the engine of this program.
    pub fn running() -> Self {
        Self { briefing: env!("CARGO_PKG_VERSION").into(), typst: Press::engine().into() }
    }
}

impl Program {
    /// Returns what this program knows of itself, and the fingerprint of its file, if that can be read.
    pub fn running() -> Self {
        let Engine { briefing, typst } = Engine::running();
        let file = std::env::current_exe().and_then(std::fs::read);
        Self {
            briefing,
            typst,
            rustc: env!("BRIEFING_RUSTC").into(),
            target: env!("BRIEFING_TARGET").into(),
            cargo_lock: Fingerprint::of(CARGO_LOCK),
            binary: file.ok().map(Fingerprint::of),
        }
    }

    /// Returns whether this program, built again, would be one with the same engine.
    pub fn is_running(&self) -> bool {
        let Engine { briefing, typst } = Engine::running();
        let versions = (&self.briefing, &self.typst) == (&briefing, &typst);
        versions && self.cargo_lock == Fingerprint::of(CARGO_LOCK)
    }
}

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "briefing {} (Typst {})", self.briefing, self.typst)
    }
}
