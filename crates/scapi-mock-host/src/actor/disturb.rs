//! What faults do to connections: sockets close, pages are told to load an app again, and nobody finds the host as it was.

use scapi_reference::FrameId;
use scapi_schema::fault::Fault;

use super::Desk;
use crate::session::{Act, Delivery, FaultRefusal};

impl Desk {
    /// Lets something go wrong from now on, or at once; gives the id of the fault.
    pub(crate) fn add_fault(&mut self, fault: Fault) -> Result<u64, FaultRefusal> {
        let (id, deliveries) = self.session.add_fault(fault)?;
        self.deliver(&deliveries);
        Ok(id)
    }

    /// Takes a fault out, and gives what it held back; false if there is none with this id.
    pub(crate) fn remove_fault(&mut self, id: u64) -> bool {
        let released = self.session.remove_fault(id);
        self.release(released)
    }

    /// Takes all faults out, and gives what they held back.
    pub(crate) fn clear_faults(&mut self) {
        let released = self.session.clear_faults();
        self.deliver(&released);
    }

    fn release(&mut self, released: Option<Vec<Delivery>>) -> bool {
        released.map(|released| self.deliver(&released)).is_some()
    }

    /// Does to connections what faults want.
    pub(super) fn act(&mut self) {
        for act in self.session.take_acts() {
            match act {
                Act::CloseSocket(None) => {
                    self.bridges.cut(None);
                    self.every_socket()
                        .iter()
                        .for_each(|frame| self.end_socket(frame, "a fault closes the socket"));
                }
                Act::CloseSocket(Some(frame)) if self.sockets.contains_key(&frame) => {
                    self.end_socket(&frame, "a fault closes the socket");
                }
                Act::CloseSocket(Some(frame)) => self.bridges.cut(Some(&frame)),
                Act::Reload(None) => {
                    self.bridges.load_again(None);
                    self.every_socket()
                        .iter()
                        .for_each(|frame| self.end_socket(frame, "a fault reloads the frame"));
                }
                Act::Reload(Some(frame)) if self.sockets.contains_key(&frame) => {
                    self.end_socket(&frame, "a fault reloads the frame");
                }
                Act::Reload(Some(frame)) => self.bridges.load_again(Some(&frame)),
                Act::Restart => self.restart(),
            }
        }
    }

    /// Frames are closed already, and pages are not to find their bridges.
    fn restart(&mut self) {
        self.bridges.start_anew();
        for (_, line) in std::mem::take(&mut self.sockets) {
            line.end("the host starts anew");
        }
    }

    fn every_socket(&self) -> Vec<FrameId> {
        self.sockets.keys().cloned().collect()
    }

    fn end_socket(&mut self, frame: &FrameId, reason: &'static str) {
        if let Some(line) = self.sockets.remove(frame) {
            line.end(reason);
            let deliveries = self.session.close_frame(frame);
            self.deliver(&deliveries);
        }
    }
}
