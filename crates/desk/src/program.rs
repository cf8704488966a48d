//! What the program knows about itself: the archive records it with every edition.

use briefing_archive::lock::{Engine, Program};
use briefing_engine::press::Press;
use briefing_values::fingerprint::Fingerprint;

/// The versions of all dependencies of the program.
const CARGO_LOCK: &[u8] = include_bytes!("../../../Cargo.lock");

/// Returns the engine of this program.
pub fn engine() -> Engine {
    Engine { briefing: env!("CARGO_PKG_VERSION").into(), typst: Press::engine().into() }
}

/// Returns what this program knows about itself, with the fingerprint of its executable if that can be read.
pub(crate) fn running() -> Program {
    let Engine { briefing, typst } = engine();
    let file = std::env::current_exe().and_then(std::fs::read);
    Program {
        briefing,
        typst,
        rustc: env!("BRIEFING_RUSTC").into(),
        target: env!("BRIEFING_TARGET").into(),
        cargo_lock: Fingerprint::of(CARGO_LOCK),
        binary: file.ok().map(Fingerprint::of),
    }
}

/// Returns whether this program has the same version, Typst version and dependencies as a recorded one.
pub(crate) fn is_running(recorded: &Program) -> bool {
    let Engine { briefing, typst } = engine();
    let versions = (&recorded.briefing, &recorded.typst) == (&briefing, &typst);
    versions && recorded.cargo_lock == Fingerprint::of(CARGO_LOCK)
}
