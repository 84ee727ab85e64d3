#![expect(clippy::unwrap_used, reason = "a test that fails is a panic")]

use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};

use super::*;

const LIBRARY: u32 = u32::from_be_bytes(*b"DTLN");

fn database(path: &Path, id: u32) {
    let mut head = b"SQLite format 3\0".to_vec();
    head.resize(4096, 0);
    head[68..72].copy_from_slice(&id.to_be_bytes());
    fs::write(path, head).unwrap();
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_new_or_replaced_only_when_that_was_said() {
    let home = tempfile::tempdir().unwrap();
    let (door, file) = (Door::default(), home.path().join("a.md"));
    door.write(&file, b"one", false).unwrap();
    assert_eq!(mode_of(&file), 0o600);
    assert!(matches!(door.write(&file, b"two", false), Err(WriteError::Exists)));
    assert_eq!(fs::read(&file).unwrap(), b"one");
    fs::set_permissions(&file, mode(0o640)).unwrap();
    door.write(&file, b"two", true).unwrap();
    assert_eq!((fs::read(&file).unwrap().as_slice(), mode_of(&file)), (&b"two"[..], 0o640));
    assert_eq!(names(home.path()), ["a.md"]);
}

#[test]
fn a_link_stays_a_link() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    fs::write(at("real"), "old").unwrap();
    symlink("real", at("link")).unwrap();
    Door::default().write(&at("link"), b"new", true).unwrap();
    assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink());
    assert_eq!(fs::read(at("real")).unwrap(), b"new");
    symlink("gone", at("nowhere")).unwrap();
    assert!(matches!(Door::default().write(&at("nowhere"), b"new", true), Err(WriteError::Dangling)));
    assert!(!at("gone").exists());
}

#[test]
fn no_library_is_written_over() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let door = Door::new(Some(&at("own.db")));
    // It may not be there yet.
    for name in ["own.db", "OWN.db-wal", "own.db-journal"] {
        assert!(matches!(door.write(&at(name), b"x", true), Err(WriteError::InUse)), "{name}");
    }
    database(&at("own.db"), LIBRARY);
    database(&at("other.db"), LIBRARY);
    database(&at("foreign.db"), 7);
    fs::write(at("other.db-shm"), "").unwrap();
    symlink("own.db", at("soft")).unwrap();
    fs::hard_link(at("own.db"), at("hard")).unwrap();
    fs::hard_link(at("other.db"), at("hard.txt")).unwrap();
    for name in
        ["own.db", "soft", "hard", "own.db-shm", "other.db", "other.db-shm", "other.db-wal", "hard.txt", "foreign.db"]
    {
        let before = names(home.path());
        let write = door.write(&at(name), b"x", true);
        assert!(matches!(write, Err(WriteError::InUse | WriteError::Database)), "{name}: {write:?}");
        assert!(door.write_file(&at(name), b"x", true).is_err() && door.append(&at(name)).is_err(), "{name}");
        assert_eq!(names(home.path()), before);
    }
}

#[test]
fn a_backup_takes_the_place_of_an_older_backup_only() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let door = Door::new(Some(&at("own.db")));
    for (name, id) in [("own.db", LIBRARY), ("backup.db", LIBRARY), ("foreign.db", 7)] {
        database(&at(name), id);
    }
    assert!(matches!(door.begin(&at("own.db"), true, LIBRARY), Err(WriteError::InUse)));
    assert!(matches!(door.begin(&at("foreign.db"), true, LIBRARY), Err(WriteError::Database)));
    assert!(matches!(door.begin(&at("backup.db"), false, LIBRARY), Err(WriteError::Exists)));
    fs::write(at("backup.db-wal"), "x").unwrap();
    assert!(matches!(door.begin(&at("backup.db"), true, LIBRARY), Err(WriteError::InUse)));
    fs::remove_file(at("backup.db-wal")).unwrap();
    let pending = door.begin(&at("backup.db"), true, LIBRARY).unwrap();
    fs::write(pending.path(), "new").unwrap();
    pending.place().unwrap();
    assert_eq!(fs::read(at("backup.db")).unwrap(), b"new");
    drop(door.begin(&at("third.db"), false, LIBRARY).unwrap());
    assert_eq!(names(home.path()), ["backup.db", "foreign.db", "own.db"]);
}

#[test]
fn what_is_no_regular_file_is_never_replaced() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let pipe = at("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let door = Door::default();
    assert!(matches!(door.write_file(&pipe, b"x", true), Err(WriteError::Kind(Kind::Pipe))));
    assert!(matches!(door.append(&pipe), Err(WriteError::Kind(Kind::Pipe))));
    // A reader that does not wait; then writing does not either.
    let mut reader = crate::disk::open(&pipe).unwrap();
    door.write(&pipe, b"words", false).unwrap();
    let mut read = String::new();
    io::Read::read_to_string(&mut reader, &mut read).unwrap();
    assert_eq!(read, "words");
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());

    let _listening = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    symlink("socket", at("link")).unwrap();
    for name in ["socket", "link", ".", "new/"] {
        assert!(matches!(door.write(&at(name), b"x", true), Err(WriteError::Kind(_))), "{name}");
    }
    door.write(Path::new("/dev/null"), b"x", true).unwrap();
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert!(matches!(door.write_file(Path::new("/dev/null"), b"x", true), Err(WriteError::Kind(Kind::Device))));
    #[cfg(target_os = "linux")]
    assert!(matches!(door.write(Path::new("/dev/full"), b"x", true), Err(WriteError::Full)));
}

#[test]
fn a_file_for_another_program_is_private_and_goes() {
    let private = private("note.md", b"words").unwrap();
    let path = private.path().to_owned();
    assert_eq!((mode_of(&path), mode_of(path.parent().unwrap())), (0o600, 0o700));
    drop(private);
    assert!(!path.parent().unwrap().exists());
}
