//! How the server is spoken to: in the clear, or over TLS.
//! What it says of its own addresses begins with it.

/// The scheme of the server's URLs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scheme {
    #[default]
    Http,
    #[cfg(feature = "cli")]
    Https,
}

impl Scheme {
    /// What a URL over TLS begins with.
    pub(super) const SECURE: &str = "https";

    pub(crate) const fn http(self) -> &'static str {
        match self {
            Self::Http => "http",
            #[cfg(feature = "cli")]
            Self::Https => Self::SECURE,
        }
    }

    pub(crate) const fn ws(self) -> &'static str {
        match self {
            Self::Http => "ws",
            #[cfg(feature = "cli")]
            Self::Https => "wss",
        }
    }

    /// What a cookie says to be sent over TLS alone.
    pub(super) const fn cookie_attribute(self) -> &'static str {
        match self {
            Self::Http => "",
            #[cfg(feature = "cli")]
            Self::Https => "; Secure",
        }
    }
}
