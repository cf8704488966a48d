//! The faces (字体) in which the roles of a page are set.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;

/// The roles of a page, each with the faces that it is set in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Faces(pub BTreeMap<String, Role>);

/// The faces of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The role's name in print: 仿宋.
    pub chinese: String,
    /// The families, in order: each character is set in the first that has it.
    pub families: Vec<String>,
    /// The weight, from 100 to 900.
    pub weight: u16,
    /// The weight of the Latin companion beside it, if another matches better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latin: Option<u16>,
}

/// A file with one or more faces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceFile {
    /// The file name, as shown to the user.
    pub name: Arc<str>,
    /// Its bytes.
    pub bytes: FaceBytes,
}

impl FaceFile {
    /// Returns the name of the file, without folders.
    pub fn plain_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// Returns whether both are the same file with the same bytes. The addresses are compared first, so
    /// that embedded bytes need not be read.
    pub fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (self.bytes.as_ref(), other.bytes.as_ref());
        self.name == other.name && (std::ptr::eq(a, b) || a == b)
    }
}

/// The bytes of a file, embedded in the binary or read from the project. Cheap to clone.
#[derive(Debug, Clone)]
pub struct FaceBytes(Arc<Bytes>);

#[derive(Debug)]
struct Bytes {
    bytes: Cow<'static, [u8]>,
    fingerprint: OnceLock<Fingerprint>,
}

impl FaceBytes {
    /// Returns embedded bytes, whose fingerprint is known.
    pub fn built_in(bytes: &'static [u8], fingerprint: Fingerprint) -> Self {
        Self(Arc::new(Bytes { bytes: Cow::Borrowed(bytes), fingerprint: fingerprint.into() }))
    }

    /// Returns bytes that were read from a file.
    pub fn read(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Bytes { bytes: Cow::Owned(bytes), fingerprint: OnceLock::new() }))
    }

    /// Returns the fingerprint; for bytes that were read it is computed on first use.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.0.fingerprint.get_or_init(|| Fingerprint::of(self))
    }
}

impl AsRef<[u8]> for FaceBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl PartialEq for FaceBytes {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl Eq for FaceBytes {}

#[cfg(test)]
mod tests {
    use super::{FaceBytes, FaceFile};

    fn file(name: &str, bytes: &[u8]) -> FaceFile {
        FaceFile { name: name.into(), bytes: FaceBytes::read(bytes.to_vec()) }
    }

    #[test]
    fn a_file_is_the_same_by_name_and_bytes() {
        let one = file("fonts/kai.ttf", b"abc");
        assert_eq!(one.bytes.as_ref(), b"abc");
        assert!(one.is_same(&one.clone()) && one.is_same(&file("fonts/kai.ttf", b"abc")));
        assert!(!one.is_same(&file("fonts/kai.ttf", b"abd")));
        assert!(!one.is_same(&file("kai.ttf", b"abc")));
        assert!(one.bytes == file("other", b"abc").bytes && one.bytes != file("x", b"").bytes);
        assert_eq!(one.plain_name(), "kai.ttf");
        assert_eq!(file("C:\\fonts\\song.ttf", b"").plain_name(), "song.ttf");
    }
}
