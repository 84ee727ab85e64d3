//! TLS: one configuration for all requests, so that the system's certificates are read once; and what went wrong with
//! it, in words.

use std::ffi::OsString;
use std::path::Path;
use std::sync::LazyLock;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::{ConnectionDetails, Connector, RustlsConnector, Transport};

use super::FetchError;
use crate::disk;

/// Whose certificates are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Roots {
    /// The system's.
    System,
    /// Mozilla's, as they were when the program was built: where the system has none at all (a bare container).
    Shipped,
}

impl Roots {
    pub fn config(self) -> TlsConfig {
        let roots = match self {
            Self::System => RootCerts::PlatformVerifier,
            Self::Shipped => RootCerts::WebPki,
        };
        TlsConfig::builder().root_certs(roots).build()
    }
}

/// The variables that name certificates to trust instead of the system's.
const FILE: &str = "SSL_CERT_FILE";
const FOLDERS: &str = "SSL_CERT_DIR";

/// The variables that name certificates, if they can be used; looked at once.
static NAMED: LazyLock<Result<Option<&str>, (&str, &str)>> = LazyLock::new(|| named(|name| std::env::var_os(name)));

/// Whether the environment names certificates, and by which variable. Where it does and there are none, nothing else is
/// trusted in their place.
pub(super) fn are_named() -> Result<Option<&'static str>, FetchError> {
    NAMED.map_err(|(name, why)| FetchError::Setting { name: name.to_owned(), why })
}

fn named(variable: impl Fn(&str) -> Option<OsString>) -> Result<Option<&'static str>, (&'static str, &'static str)> {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let (file, folders) = (set(FILE), set(FOLDERS));
    if let Some(path) = &file {
        match disk::read(Path::new(path), LARGEST) {
            Ok(bytes) if bytes.windows(BEGIN.len()).any(|part| part == BEGIN) => {}
            Ok(_) => return Err((FILE, "the file that it names holds no certificate")),
            Err(_) => return Err((FILE, "the file that it names cannot be read")),
        }
    }
    if folders.as_ref().is_some_and(|folders| !std::env::split_paths(folders).any(|folder| folder.is_dir())) {
        return Err((FOLDERS, "it names no folder"));
    }
    Ok(file.map(|_| FILE).or(folders.map(|_| FOLDERS)))
}

/// How a certificate begins in a file, and the largest file of them, in bytes.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const LARGEST: u64 = 64 << 20;

static SYSTEM: LazyLock<RustlsConnector> = LazyLock::new(RustlsConnector::default);
static SHIPPED: LazyLock<RustlsConnector> = LazyLock::new(RustlsConnector::default);

/// The last link of the chain that makes a connection. A connector keeps the configuration of its first connection,
/// and there is one for each choice of roots.
#[derive(Debug)]
pub(super) struct Shared(pub Roots);

impl<In: Transport> Connector<In> for Shared {
    type Out = <RustlsConnector as Connector<In>>::Out;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        let connector = match self.0 {
            Roots::System => &SYSTEM,
            Roots::Shipped => &SHIPPED,
        };
        Connector::<In>::connect(&**connector, details, chained)
    }
}

/// Whether it failed because the system has no certificates. There is no other sign of it than these words.
pub(super) fn has_no_roots(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Rustls(error) if error.to_string().contains("No CA certificates"))
}

/// Whether an error of a secure connection is one of TLS and not of the connection under it.
pub(super) fn is_fault(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::InvalidData
}

/// The cause, in words that say what it means.
pub(super) fn explain(said: &str) -> &'static str {
    const CAUSES: &[(&str, &str)] = &[
        ("UnknownIssuer", "nobody known vouches for its certificate"),
        ("CaUsedAsEndEntity", "it vouches for itself"),
        ("SelfSigned", "it vouches for itself"),
        ("xpired", "its certificate has expired"),
        ("NotValidYet", "its certificate is not valid yet"),
        ("NotValidForName", "its certificate is for another name"),
        ("not valid for name", "its certificate is for another name"),
        ("Revoked", "its certificate was revoked"),
        ("revoked", "its certificate was revoked"),
        ("invalid peer certificate", "its certificate is not valid"),
        ("CorruptMessage", "it does not speak TLS there"),
        ("corrupt message", "it does not speak TLS there"),
        ("InvalidContentType", "it does not speak TLS there"),
        ("alert", "it ended the talk about TLS"),
        ("incompatible", "it speaks only an old TLS"),
    ];
    CAUSES.iter().find(|(mark, _)| said.contains(mark)).map_or("TLS failed", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_that_are_named_must_be_there() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        std::fs::write(at("good"), "-----BEGIN CERTIFICATE-----\n").unwrap();
        std::fs::write(at("bad"), "words").unwrap();
        let check = |name: &str, value: &Path| named(|known| (known == name).then(|| value.as_os_str().to_owned()));
        assert_eq!(check(FILE, &at("good")), Ok(Some(FILE)));
        assert_eq!(check(FOLDERS, home.path()), Ok(Some(FOLDERS)));
        assert_eq!(check(FILE, Path::new("")), Ok(None));
        for (name, value) in [(FILE, "bad"), (FILE, "none"), (FILE, "."), (FOLDERS, "good"), (FOLDERS, "none")] {
            assert_eq!(check(name, &at(value)).unwrap_err().0, name, "{value}");
        }
    }

    #[test]
    fn causes_are_said_in_words() {
        assert_eq!(explain("invalid peer certificate: UnknownIssuer"), "nobody known vouches for its certificate");
        assert_eq!(explain("received corrupt message of type InvalidContentType"), "it does not speak TLS there");
        assert_eq!(explain("something new"), "TLS failed");
    }
}
