//! TLS: one configuration for all requests, so that the system's certificates are read once; and what went wrong with
//! it, in words.

use std::sync::LazyLock;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::{ConnectionDetails, Connector, RustlsConnector, Transport};

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
    fn causes_are_said_in_words() {
        assert_eq!(explain("invalid peer certificate: UnknownIssuer"), "nobody known vouches for its certificate");
        assert_eq!(explain("received corrupt message of type InvalidContentType"), "it does not speak TLS there");
        assert_eq!(explain("something new"), "TLS failed");
    }
}
