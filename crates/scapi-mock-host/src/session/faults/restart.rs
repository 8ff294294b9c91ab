//! What goes wrong with connections: a socket closes, a page is loaded again, the host starts anew.
//! The session does what is its own in that, and leaves the rest to whoever has the sockets.

use scapi_reference::{FrameId, Timestamp};
use scapi_schema::fault::{Disturbance, OfFrame};
use serde_json::Value;

use super::Act;
use crate::session::Session;

impl Session {
    /// Something happens to a connection, at once or instead of what was to be said. Gives whether that is said all the same: on the
    /// line of a page, which comes back for it.
    pub(super) fn disconnect(
        &mut self,
        at: usize,
        now: Timestamp,
        cause: u64,
        disturbance: &Disturbance,
        said: Option<(&FrameId, &Value)>,
    ) -> bool {
        let frame = said.map(|(frame, _)| frame);
        let whom = |of: &OfFrame| of.frame.as_deref().map(FrameId::from).or_else(|| frame.cloned());
        let (act, text) = match disturbance {
            Disturbance::SocketClose(of) => {
                let whom = whom(of);
                let text = format!("the socket of {} closes", named(whom.as_ref()));
                (Act::CloseSocket(whom), text)
            }
            Disturbance::FrameReload(of) => {
                let whom = whom(of);
                let text = format!("the page of {} is loaded again", named(whom.as_ref()));
                (Act::Reload(whom), text)
            }
            _ => (
                Act::Restart,
                "the host starts anew: every interaction and every subscription is gone".into(),
            ),
        };
        let is_kept = match &act {
            Act::CloseSocket(whom) => {
                whom.as_ref() != frame || frame.is_none_or(|frame| self.in_pages.contains_key(frame))
            }
            Act::Reload(whom) => whom.as_ref() != frame,
            Act::Restart => false,
        };
        let lost = said.filter(|_| !is_kept).map(|(_, message)| message.clone());
        self.note_strike(at, now, cause, (frame, lost), &text);
        if act == Act::Restart {
            self.start_anew(now);
        }
        self.faults.acts.push(act);
        is_kept
    }

    fn start_anew(&mut self, now: Timestamp) {
        let frames: Vec<FrameId> = self.workspace.frames().map(|(frame, _)| frame.clone()).collect();
        frames.iter().for_each(|frame| self.workspace.close_frame(now, frame));
        self.workspace.restart();
        self.clients.forget_all();
        self.in_pages.clear();
        self.faults.held.clear();
    }
}

fn named(frame: Option<&FrameId>) -> String {
    frame.map_or_else(|| "every frame".into(), |frame| format!("frame {frame}"))
}
