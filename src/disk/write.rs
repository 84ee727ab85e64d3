//! The door through which files are written; see [`super`] for what it holds.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::link::{folder, follow, is_descriptor};
use super::{Kind, WriteError, protect, stream};

/// How temporary files begin; the rest of their names is random.
const PREFIX: &str = ".dateline-";

/// Writes files; knows the libraries that must not be touched.
#[derive(Debug, Clone, Default)]
pub struct Door {
    libraries: Vec<PathBuf>,
}

/// What stands at the end of a path.
enum Place {
    /// Nothing, or a regular file.
    File(PathBuf, Option<Metadata>),
    /// What is written into; None for a descriptor of a regular file.
    Stream(PathBuf, Option<Kind>),
}

impl Door {
    /// A door that guards the library of this process, whether it is there yet or not.
    pub fn new(library: Option<&Path>) -> Self {
        Self { libraries: library.map(Path::to_owned).into_iter().collect() }
    }

    /// Writes `bytes` to what a command line names: a file, whole or not at all, or into a pipe or a device. A file that is
    /// there stays unless `replace`.
    pub fn write(&self, to: &Path, bytes: &[u8], replace: bool) -> Result<(), WriteError> {
        match self.look(to)? {
            Place::Stream(path, kind) => stream::write(&path, bytes, kind),
            Place::File(path, found) => {
                self.unless_database(&path, found.as_ref(), None)?;
                put(&path, found.as_ref(), bytes, replace)
            }
        }
    }

    /// Writes `bytes` to a regular file, whole or not at all; pipes and devices are refused. A file that is there stays
    /// unless `replace`.
    pub fn write_file(&self, to: &Path, bytes: &[u8], replace: bool) -> Result<(), WriteError> {
        match self.look(to)? {
            Place::Stream(_, kind) => Err(WriteError::Kind(kind.unwrap_or(Kind::Unknown))),
            Place::File(path, found) => {
                self.unless_database(&path, found.as_ref(), None)?;
                put(&path, found.as_ref(), bytes, replace)
            }
        }
    }

    /// Begins a database that takes the place of `to` when it is whole: a backup. With `replace` it may take the place of
    /// a regular file or of a database with the same `application_id` that nobody uses, and of nothing else.
    pub fn begin(&self, to: &Path, replace: bool, application_id: u32) -> Result<Pending, WriteError> {
        let (path, found) = match self.look(to)? {
            Place::File(path, found) => (path, found),
            Place::Stream(_, kind) => return Err(WriteError::Kind(kind.unwrap_or(Kind::Unknown))),
        };
        self.unless_database(&path, found.as_ref(), Some(application_id))?;
        if found.is_some() && !replace {
            return Err(WriteError::Exists);
        }
        let mut builder = Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(mode(0o700));
        let own = builder.tempdir_in(folder(&path)).map_err(unnamed)?;
        let file = new_file(own.path())?;
        Ok(Pending { file, _own: Some(own), to: path, found, replace })
    }

    /// Opens a regular file to add to its end, and makes it where there is none.
    pub fn append(&self, to: &Path) -> Result<File, WriteError> {
        let (path, found) = match self.look(to)? {
            Place::File(path, found) => (path, found),
            Place::Stream(path, None) => return Ok(OpenOptions::new().append(true).open(path)?),
            Place::Stream(_, Some(kind)) => return Err(WriteError::Kind(kind)),
        };
        self.unless_database(&path, found.as_ref(), None)?;
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(options.open(path)?)
    }

    /// Where `to` leads, and what stands there. What must never be written to is refused here.
    fn look(&self, to: &Path) -> Result<Place, WriteError> {
        let path = follow(to)?;
        if protect::is_part_of(&path, &self.libraries) {
            return Err(WriteError::InUse);
        }
        let found = match fs::metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let names_folder = to.as_os_str().as_encoded_bytes().ends_with(b"/") || path.file_name().is_none();
                return if names_folder {
                    Err(WriteError::Kind(Kind::Folder))
                } else if protect::is_in_use(&path)? {
                    Err(WriteError::InUse)
                } else {
                    Ok(Place::File(path, None))
                };
            }
            Err(error) => return Err(error.into()),
        };
        match Kind::of(found.file_type()) {
            None if is_descriptor(&path) => {
                self.unless_database(&path, Some(&found), None)?;
                Ok(Place::Stream(path, None))
            }
            None => Ok(Place::File(path, Some(found))),
            Some(kind @ (Kind::Pipe | Kind::Device)) => Ok(Place::Stream(path, Some(kind))),
            Some(kind) => Err(WriteError::Kind(kind)),
        }
    }

    /// Refuses a file that is a database or belongs to one, but for one of the kind that `may_be` names and nobody uses.
    #[expect(clippy::unused_self, reason = "only after `look`: a library of this process must not be opened here")]
    fn unless_database(&self, path: &Path, found: Option<&Metadata>, may_be: Option<u32>) -> Result<(), WriteError> {
        if found.is_none() {
            return Ok(());
        }
        if protect::is_in_use(path)? {
            return Err(WriteError::InUse);
        }
        match protect::database_id(path)? {
            Some(id) if may_be != Some(id) => Err(WriteError::Database),
            _ => Ok(()),
        }
    }
}

/// A file that goes again unless it is put in its place.
#[derive(Debug)]
pub struct Pending {
    file: NamedTempFile,
    /// A folder of its own, for what SQLite makes beside it; goes after the file.
    _own: Option<TempDir>,
    to: PathBuf,
    found: Option<Metadata>,
    replace: bool,
}

impl Pending {
    /// Where it is until then.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Puts the file in its place, on the disk.
    pub fn place(self) -> Result<(), WriteError> {
        #[cfg(unix)]
        if let Some(found) = &self.found {
            use std::os::unix::fs::PermissionsExt as _;
            // What it may not give to all it does not give here either.
            self.file.as_file().set_permissions(mode(found.permissions().mode() & 0o777))?;
        }
        self.file.as_file().sync_all()?;
        if self.replace {
            self.file.persist(&self.to).map_err(|error| error.error)?;
        } else {
            place_new(self.file, &self.to)?;
        }
        // So that the name is on the disk too; not every system lets a folder be synced.
        let _ = File::open(folder(&self.to)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Gives a file its name if nothing has it.
fn place_new(file: NamedTempFile, to: &Path) -> Result<(), WriteError> {
    match file.persist_noclobber(to) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(WriteError::Exists),
        // A file system that cannot do that in one step.
        Err(error) if fs::symlink_metadata(to).is_err() => {
            error.file.persist(to).map(drop).map_err(|error| error.error.into())
        }
        Err(error) => Err(error.error.into()),
    }
}

fn put(path: &Path, found: Option<&Metadata>, bytes: &[u8], replace: bool) -> Result<(), WriteError> {
    if found.is_some() && !replace {
        return Err(WriteError::Exists);
    }
    let file = new_file(folder(path))?;
    let mut pending = Pending { file, _own: None, to: path.to_owned(), found: found.cloned(), replace };
    pending.file.write_all(bytes)?;
    pending.place()
}

/// An empty file with a random name, for its owner only.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(mode(0o600));
    builder.tempfile_in(folder).map_err(unnamed)
}

/// An error without the name of a temporary file, which says nothing to anybody.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unnamed(error: io::Error) -> io::Error {
    let said = error.to_string();
    io::Error::new(error.kind(), said.split(" at path ").next().unwrap_or_default().to_owned())
}

/// A file for another program, in a folder that nobody else can read. Both go, with all that is put beside the file.
#[derive(Debug)]
pub struct Private {
    folder: TempDir,
    path: PathBuf,
}

impl Private {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves the file where it is.
    pub fn keep(self) -> PathBuf {
        // The path of the folder is known: the file lies in it.
        let _ = self.folder.keep();
        self.path
    }
}

/// Writes a file of this name for another program.
pub fn private(name: &str, bytes: &[u8]) -> io::Result<Private> {
    let mut builder = Builder::new();
    builder.prefix("dateline-");
    #[cfg(unix)]
    builder.permissions(mode(0o700));
    let own = builder.tempdir()?;
    let path = own.path().join(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(bytes)?;
    Ok(Private { folder: own, path })
}

#[cfg(unix)]
fn mode(bits: u32) -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(bits)
}

#[cfg(all(test, unix))]
mod tests;
