//! Folders and files, as the platform wants them.

use std::env;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// Where settings, library and log are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The folder of `config.toml`.
    pub config: PathBuf,
    /// The folder of the library.
    pub data: PathBuf,
    /// The folder of what may be lost: log, reports.
    pub state: PathBuf,
}

/// No place to keep anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not set, so there is no place to keep things")]
pub struct PathsError;

impl Paths {
    /// The folders for whoever runs the program. Relative `XDG_*` folders are ignored, as their standard wants it.
    pub fn find() -> Result<Self, PathsError> {
        // Without HOME the system's list of users would be asked; a program that was started without one should not
        // write into a home that it was not shown.
        let home = env::var_os("HOME").is_some_and(|home| Path::new(&home).is_absolute());
        let named = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"]
            .iter()
            .all(|name| env::var_os(name).is_some_and(|folder| Path::new(&folder).is_absolute()));
        if cfg!(unix) && !home && !(named && cfg!(target_os = "linux")) {
            return Err(PathsError);
        }
        let found = ProjectDirs::from("", "", "dateline").ok_or(PathsError)?;
        Ok(Self {
            config: found.config_dir().to_owned(),
            data: found.data_dir().to_owned(),
            state: found.state_dir().unwrap_or_else(|| found.data_local_dir()).to_owned(),
        })
    }

    /// The library's file, where none was named.
    pub fn library(&self) -> PathBuf {
        self.data.join("library.db")
    }

    /// The settings' file, where none was named.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }
}
