//! Connections (连接): clients are served, as many at once as there is room for, until the server ends;
//! requests in progress are still answered then.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::client::Peer;

/// How long a client may take to send the head of a request, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(10);
/// How long requests in progress may still take when the server ends.
const GRACE: Duration = Duration::from_mins(1);

/// Is told of connections that come and go.
pub(crate) trait Observer: Clone + Send + 'static {
    /// One has come from an address; returns whether it is served.
    fn opened(&self, peer: IpAddr) -> bool;
    /// One that was served has gone.
    fn closed(&self, peer: IpAddr);
}

/// Nobody, who lets everybody in.
impl Observer for () {
    fn opened(&self, _: IpAddr) -> bool {
        true
    }

    fn closed(&self, _: IpAddr) {}
}

/// Serves the clients of a listener, at most `most` at once, until `end`.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    most: usize,
    observer: impl Observer,
    end: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(most));
    let graceful = GracefulShutdown::new();
    let mut end = std::pin::pin!(end);
    loop {
        // A client that finds no room waits in the system's queue.
        let permit = tokio::select! {
            () = &mut end => break,
            permit = room.clone().acquire_owned() => permit,
        };
        let Ok(permit) = permit else { break };
        tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) if observer.opened(peer.ip()) => {
                    talk(stream, peer.ip(), &app, observer.clone(), &graceful, permit);
                }
                Ok(_) => {}
                // For example, too many files are open: existing connections are still served.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    tracing::info!("ending: what was taken on is still answered");
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

/// Serves one connection.
fn talk(
    stream: TcpStream,
    peer: IpAddr,
    app: &Router,
    observer: impl Observer,
    graceful: &GracefulShutdown,
    permit: OwnedSemaphorePermit,
) {
    // Send small answers without delay.
    let _ = stream.set_nodelay(true);
    let app = app.clone().layer(Extension(Peer(peer)));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(100)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let connection = graceful.watch(connection);
    let open = Open { observer, peer, _permit: permit };
    tokio::spawn(async move {
        // A client that leaves early is not our fault.
        let _ = connection.await;
        drop(open);
    });
}

/// A connection that is open; whatever ends it, somebody is told.
struct Open<O: Observer> {
    observer: O,
    peer: IpAddr,
    _permit: OwnedSemaphorePermit,
}

impl<O: Observer> Drop for Open<O> {
    fn drop(&mut self) {
        self.observer.closed(self.peer);
    }
}
