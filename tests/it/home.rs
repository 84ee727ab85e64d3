//! The program in a home of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A home directory that no other test sees; commands run in it.
pub struct Home(TempDir);

/// How a command ended and what it printed.
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn dir(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and returns its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// `dateline` with these arguments and nothing of the outer environment but PATH; variables can be added to it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args).current_dir(self.dir()).env_clear().env("HOME", self.dir()).stdin(Stdio::null());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }

    /// Runs `dateline` to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    /// Runs `dateline`, which must succeed, and returns its standard output.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, Some(0), "{args:?}: {}", ran.stderr);
        ran.stdout
    }
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn a_home_is_empty_and_the_program_runs_in_it() {
    let home = Home::new();
    let ran = home.run(&["list"]);
    assert_eq!(ran.stdout, "", "{}", ran.stderr);
    home.file("a.txt", "A first line.\n\nA second one.\n");
    assert!(home.ok(&["extract", "a.txt"]).contains("\"schema\":1"));
}
