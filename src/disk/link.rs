//! Where a path leads: symbolic links are followed by hand, so that each step can be judged.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::WriteError;

/// Links that are followed; systems follow about as many.
const LINKS: usize = 40;

/// The path at the end of all symbolic links. Nothing need stand there, unless a link leads to it.
pub(super) fn follow(path: &Path) -> Result<PathBuf, WriteError> {
    let mut at = path.to_owned();
    for step in 0..LINKS {
        if is_descriptor(&at) {
            return Ok(at);
        }
        match fs::symlink_metadata(&at) {
            Ok(found) if found.is_symlink() => {
                if is_planted(&at, &found) {
                    return Err(WriteError::Planted);
                }
                let to = fs::read_link(&at)?;
                at = folder(&at).join(to);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && step > 0 => return Err(WriteError::Dangling),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => return Ok(at),
        }
    }
    Err(WriteError::Dangling)
}

/// The folder of a path.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a path names a descriptor of a process: `/dev/stdout`, or the `/dev/fd/63` that a shell puts for `>(command)`.
pub fn is_descriptor(path: &Path) -> bool {
    let number = |rest: &Path| {
        rest.to_str().is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let of_process = |rest: &Path| {
        let mut parts = rest.components().map(|part| part.as_os_str().to_str().unwrap_or(""));
        let process = parts.next().unwrap_or("");
        let process = matches!(process, "self" | "thread-self") || number(Path::new(process));
        process && parts.next() == Some("fd") && parts.next().is_some_and(|part| number(Path::new(part)))
    };
    ["/dev/stdin", "/dev/stdout", "/dev/stderr"].iter().any(|name| path == Path::new(name))
        || path.strip_prefix("/dev/fd").is_ok_and(number)
        || path.strip_prefix("/proc").is_ok_and(of_process)
}

/// Whether somebody else put a link into a folder in which everybody may put something: it leads where they want.
#[cfg(unix)]
fn is_planted(path: &Path, link: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const SHARED: u32 = 0o1002;
    let us = rustix::process::geteuid().as_raw();
    fs::metadata(folder(path))
        .is_ok_and(|folder| folder.mode() & SHARED == SHARED && link.uid() != us && link.uid() != folder.uid())
}

#[cfg(not(unix))]
fn is_planted(_path: &Path, _link: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_known_by_name() {
        for path in ["/dev/stdout", "/dev/fd/63", "/proc/self/fd/1", "/proc/77/fd/3"] {
            assert!(is_descriptor(Path::new(path)), "{path}");
        }
        for path in ["/dev/null", "/dev/fd/x", "/dev/fd", "/proc/self/mem", "/proc/x/fd/1", "dev/stdout"] {
            assert!(!is_descriptor(Path::new(path)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_their_end_or_nowhere() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("end"), "").unwrap();
        symlink("end", at("one")).unwrap();
        symlink(at("one"), at("two")).unwrap();
        assert_eq!(follow(&at("two")).unwrap(), at("end"));
        assert_eq!(follow(&at("new")).unwrap(), at("new"));
        symlink("gone", at("dangling")).unwrap();
        symlink("round", at("round")).unwrap();
        for name in ["dangling", "round"] {
            assert!(matches!(follow(&at(name)), Err(WriteError::Dangling)), "{name}");
        }
    }
}
