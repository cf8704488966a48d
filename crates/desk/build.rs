//! Notes which compiler builds the program, and for which machine: a lock records both.

use std::process::Command;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script all it knows this way")]
fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let said = Command::new(variable("RUSTC")).arg("--version").output();
    let version = said.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned());
    println!("cargo::rustc-env=BRIEFING_RUSTC={}", version.unwrap_or_default());
    println!("cargo::rustc-env=BRIEFING_TARGET={}", variable("TARGET"));
    println!("cargo::rerun-if-changed=build.rs");
}
