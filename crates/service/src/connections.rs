//! Connections (连接): those who come are served, as many at once as there is room for, until the end; what
//! was taken on then is still answered.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a client may take for the head of a request, and may then be silent.
const HEAD: Duration = Duration::from_secs(10);
/// How long requests that were taken on may take after the end.
const GRACE: Duration = Duration::from_mins(1);

/// What is told of connections that come and go.
pub(crate) trait Observer: Clone + Send + 'static {
    /// One has come.
    fn opened(&self);
    /// One has gone.
    fn closed(&self);
}

/// Nobody who wants to know.
impl Observer for () {
    fn opened(&self) {}
    fn closed(&self) {}
}

/// Serves those who come to a listener, `most` at once, until `end`.
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
        // Who finds no room waits in the system's queue.
        let permit = tokio::select! {
            () = &mut end => break,
            permit = room.clone().acquire_owned() => permit,
        };
        let Ok(permit) = permit else { break };
        tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => talk(stream, &app, observer.clone(), &graceful, permit),
                // As when there are too many open files: those who are served go on.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    tracing::info!("ending: what was taken on is still answered");
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

/// Answers what comes over a connection.
fn talk(
    stream: TcpStream,
    app: &TowerToHyperService<Router>,
    observer: impl Observer,
    graceful: &GracefulShutdown,
    permit: OwnedSemaphorePermit,
) {
    // Small answers are not held back.
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
        // A client that goes away in the middle is no fault of ours.
        let _ = connection.await;
        observer.closed();
        drop(permit);
    });
}
