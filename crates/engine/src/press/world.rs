//! What the engine may see: one source, the files that come with it, the faces of the press. No disk, no
//! network, no clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::galley::Galley;

/// The world of one galley.
pub(super) struct GalleyWorld<'a> {
    library: &'a LazyHash<Library>,
    faces: &'a typst_kit::fonts::FontStore,
    main: Source,
    files: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

impl<'a> GalleyWorld<'a> {
    pub(super) fn new(
        library: &'a LazyHash<Library>,
        faces: &'a typst_kit::fonts::FontStore,
        galley: &Galley,
    ) -> Self {
        let date = galley.date;
        let file = |(path, bytes): (&String, &Arc<[u8]>)| (path.clone(), Bytes::new(bytes.clone()));
        Self {
            library,
            faces,
            main: source(galley),
            files: galley.files.iter().map(file).collect(),
            today: Datetime::from_ymd(date.year.into(), date.month, date.day),
        }
    }

    /// Returns the galley's source as the engine reads it.
    pub(super) fn main_source(&self) -> &Source {
        &self.main
    }
}

/// Returns a galley's source as the engine reads it.
pub(super) fn source(galley: &Galley) -> Source {
    Source::new(main(), galley.source.clone())
}

/// Returns the file name that all galleys share: the engine keeps every name that it has seen for as
/// long as the process lives.
fn main() -> FileId {
    static MAIN: std::sync::LazyLock<FileId> = std::sync::LazyLock::new(|| {
        let path = VirtualPath::new("/galley.typ").expect("the path is well formed");
        RootedPath::new(VirtualRoot::Project, path).intern()
    });
    *MAIN
}

impl World for GalleyWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.book()
    }

    fn main(&self) -> FileId {
        main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == main() { Ok(self.main.clone()) } else { Err(absent(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let in_project = matches!(id.root(), VirtualRoot::Project);
        let path = id.vpath().get_without_slash();
        self.files.get(path).filter(|_| in_project).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
