//! Connections (连接): clients are served, as many at once as there is room for, until the server ends;
//! requests in progress are still answered then.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a client may take to send the head of a request, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(10);
/// How long requests in progress may still take when the server ends.
const GRACE: Duration = Duration::from_mins(1);

/// Is told when connections open and close.
pub(crate) trait Observer: Clone + Send + 'static {
    /// A connection was opened.
    fn opened(&self);
    /// A connection was closed.
    fn closed(&self);
}

/// An observer that does nothing.
impl Observer for () {
    fn opened(&self) {}
    fn closed(&self) {}
}

/// Serves the clients of a listener, at most `most` at once, until `end`.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    most: usize,
    observer: impl Observer,
    end: impl Future<Output = ()>,
) {
    let app = TowerToHyperService::new(app);
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
                Ok((stream, _)) => talk(stream, &app, observer.clone(), &graceful, permit),
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
    app: &TowerToHyperService<Router>,
    observer: impl Observer,
    graceful: &GracefulShutdown,
    permit: OwnedSemaphorePermit,
) {
    // Send small answers without delay.
    let _ = stream.set_nodelay(true);
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(100)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), app.clone());
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        observer.opened();
        // A client that disconnects halfway is no fault of ours.
        let _ = connection.await;
        observer.closed();
        drop(permit);
    });
}
