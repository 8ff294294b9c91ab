//! Who may reach a host, as its builder says it: names, origins, other machines, and the token that those need.
//! A wrong combination shows at the start.

use std::net::IpAddr;

use axum::http::HeaderValue;

use super::{HostError, MockHost, MockHostBuilder};
use crate::http::{Access, Reach, Scheme, Token};
#[cfg(feature = "cli")]
use crate::tls::Tls;

impl MockHost {
    /// How the host is spoken to.
    #[cfg(feature = "cli")]
    pub(crate) const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The control token, if the host has one.
    #[must_use]
    pub fn control_token(&self) -> Option<&str> {
        self.token.as_ref().map(Token::as_str)
    }
}

impl MockHostBuilder {
    /// A name that the `Host` header may have besides those of loopback.
    #[must_use]
    pub fn allowed_host(mut self, name: impl Into<String>) -> Self {
        self.access.hosts.insert(name.into());
        self
    }

    /// An origin whose pages may use the control API.
    #[must_use]
    pub fn control_origin(mut self, origin: HeaderValue) -> Self {
        self.access.control_origins.push(origin);
        self
    }

    /// An origin whose pages may show the page in a frame, besides those of this machine; `*` is any.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn frame_ancestor(mut self, origin: HeaderValue) -> Self {
        self.access.frame_ancestors.push(origin);
        self
    }

    /// The token that every request has to bring, but for what is public: at least 16 characters. It comes as
    /// `Authorization: Bearer …`, or as `?token=…` where a header cannot be set. An error shows at the start.
    #[must_use]
    pub fn control_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Lets the host listen on addresses that other machines reach. It needs a [`control_token`](Self::control_token) then.
    #[must_use]
    pub const fn allow_remote(mut self) -> Self {
        self.access.reach = Reach::Remote;
        self
    }

    /// Serves over TLS: the URLs of the host begin with `https` and `wss`.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    pub(super) const fn scheme(&self) -> Scheme {
        #[cfg(feature = "cli")]
        if self.tls.is_some() {
            return Scheme::Https;
        }
        Scheme::Http
    }

    /// What the guard goes by, if what was said goes together.
    pub(super) fn checked_access(&self) -> Result<Access, HostError> {
        let token = self.token.clone().map(Token::new).transpose()?;
        let far = self.addresses.iter().find(|address| !address.is_loopback()).copied();
        match far {
            Some(address) if self.access.reach == Reach::Loopback => Err(HostError::NotLoopback { address }),
            Some(_) if token.is_none() => Err(HostError::NoToken),
            _ => Ok(Access { token, ..self.access.clone() }),
        }
    }
}

/// Says how to listen on an address that is not loopback.
pub(super) fn remote_remedy(address: IpAddr) -> String {
    format!(
        "listen on {address}: other machines reach it, and whoever controls the host sees what apps say; add --allow-remote \
         if that is wanted, and a control token will be needed"
    )
}
