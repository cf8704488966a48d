//! The interface for other programs, and its description, which is generated from the same code.

#![expect(unused_qualifications, reason = "the macros of utoipa write whole paths")]

mod about;
mod check;
mod files;
mod issues;
mod jobs;
mod publish;
mod render;
mod verify;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::Ref;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ResponseBuilder, Server};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::finding::{Finding, Grade};
use super::office::Shared;
use super::problem::Problem;

/// The description of the interface as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "briefing",
        description = "Sets bulletins (简报) as printable pages, publishes each issue once, and returns its files \
                       byte for byte. Refusals are problems (RFC 9457) with all diagnostics of `check`."
    ),
    components(schemas(Problem, Finding, Grade))
)]
struct Description;

/// Returns the routes of the interface; `prefix` is the path that the service is below, for its description.
pub(super) fn router(prefix: &str) -> Router<Shared> {
    let (router, mut description) = parts();
    if !prefix.is_empty() {
        description.servers = Some(vec![Server::new(prefix)]);
    }
    // The bundle itself refuses what is too large, and says why.
    let router = router.layer(DefaultBodyLimit::max(super::bundle::LARGEST + 1024 * 1024));
    // The page finds the description from where it is itself.
    let docs = SwaggerUi::new("/docs").config(Config::from("../openapi.json"));
    router.merge(docs.url("/openapi.json", description))
}

/// Returns the description of the interface (`OpenAPI` 3.1).
pub fn openapi() -> utoipa::openapi::OpenApi {
    parts().1
}

fn parts() -> (Router<Shared>, utoipa::openapi::OpenApi) {
    let (router, mut description) = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(render::render))
        .routes(routes!(check::check))
        .routes(routes!(issues::list))
        .routes(routes!(issues::show, publish::put))
        .routes(routes!(files::pdf))
        .routes(routes!(files::page))
        .routes(routes!(files::toml))
        .routes(routes!(files::source))
        .routes(routes!(files::lock))
        .routes(routes!(verify::regenerate))
        .routes(routes!(verify::verify))
        .routes(routes!(verify::verify_all))
        .routes(routes!(jobs::job))
        .routes(routes!(about::schema))
        .routes(routes!(about::fonts))
        .routes(routes!(about::templates))
        .routes(routes!(about::health))
        .routes(routes!(about::ready))
        .routes(routes!(about::version))
        .routes(routes!(about::metrics))
        .split_for_parts();
    complete(&mut description);
    (router, description)
}

/// Adds to every operation what all have in common: how callers identify themselves, and how requests can
/// be refused.
fn complete(description: &mut utoipa::openapi::OpenApi) {
    description.info.version = env!("CARGO_PKG_VERSION").into();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = description.components.get_or_insert_with(Default::default);
    components.add_security_scheme("key", bearer);
    for (path, item) in &mut description.paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post];
        for operation in operations.into_iter().flatten() {
            refusals(operation);
            if path.starts_with("/v1/") || path == "/metrics" {
                operation.security = Some(vec![
                    SecurityRequirement::new("key", Vec::<String>::new()),
                    // While nobody has an account.
                    SecurityRequirement::default(),
                ]);
            }
        }
    }
}

/// How any request can be refused.
const REFUSALS: [(&str, &str); 13] = [
    ("400", "the request is invalid"),
    ("401", "the key is missing or unknown"),
    ("403", "the role does not allow it"),
    ("404", "there is nothing under this address"),
    ("406", "no acceptable representation can be made"),
    ("408", "the body did not arrive in time"),
    ("412", "the condition does not hold"),
    ("413", "the body is too large"),
    ("415", "the media type of the body is not supported"),
    ("422", "the data or the templates must be fixed"),
    ("428", "the condition is missing"),
    ("429", "the queue is full: ask again after `Retry-After` seconds"),
    ("503", "the time limit was reached, or the machine lacks a resource"),
];

fn refusals(operation: &mut Operation) {
    for (status, about) in REFUSALS {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new()
            .description(about)
            .content("application/problem+json", content.build())
            .build();
        operation.responses.responses.entry(status.into()).or_insert(response.into());
    }
}
