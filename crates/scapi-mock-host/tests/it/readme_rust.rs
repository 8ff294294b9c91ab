//! The test in Rust that the README of the workspace shows, as it stands there from the next line on.

use std::time::Duration;

use scapi_mock_host::{MockHost, method};

#[tokio::test]
async fn the_app_accepts_a_call() -> Result<(), Box<dyn std::error::Error>> {
    let host = MockHost::start().await; // a real host on a free port; it stops when dropped

    // What is under test connects to `host.ws_url()`, or is opened in a browser at `host.url()`. Here it takes what rings.
    let app = host.app().await?;
    let mut events = app.subscribe("interaction").await?;
    tokio::spawn(async move {
        while let Some(event) = events.next_interaction().await {
            if let ("RINGING", Some(call)) = (event.event_type.as_str(), event.interaction.value()) {
                app.accept(&call.interaction_id).await.expect("accepted");
            }
        }
    });

    let call = host.inbound_call().from("+33298000000").user_data("Segment", "Gold").await?;
    let accepts = host.expect(method("interaction.accept").interaction(&call)).exactly(1).await?;
    accepts.met_within(Duration::from_secs(5)).await?;
    assert_eq!(host.interactions().await?[0].state.as_str(), "TALKING");
    host.verify().await?; // a host that is dropped with something unmet panics, and explains
    Ok(())
}
