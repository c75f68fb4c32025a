//! Every address there is: method, path, whom it is for, and the page. `Anyone` gets the request,
//! `Pending` also the pending sign-in, `Session` also the live session.

use crate::machine::{assets, health, well_known};
use crate::pages::{challenge, confirm, language, links, login, logout, set_up};
use crate::route::{Handler, Route, Verb};

macro_rules! routes {
    ($($verb:ident $path:literal $who:ident $page:path;)*) => {
        /// The table.
        pub(crate) static ROUTES: &[Route] = &[
            $(Route { verb: Verb::$verb, path: $path, handler: routes!(@$who $page) }),*
        ];
    };
    (@Anyone $page:path) => { Handler::Anyone(|asked| Box::pin($page(asked))) };
    (@Pending $page:path) => { Handler::Pending(|asked, pending| Box::pin($page(asked, pending))) };
    (@Session $page:path) => { Handler::Session(|asked, live| Box::pin($page(asked, live))) };
}

routes! {
    // Signing in and out.
    Get  "/login"                          Anyone  login::show;
    Post "/login"                          Anyone  login::sign_in;
    Post "/login/cancel"                   Anyone  login::cancel;
    Get  "/login/challenge"                Pending challenge::choose;
    Get  "/login/challenge/{factor}"       Pending challenge::ask;
    Post "/login/challenge/{factor}"       Pending challenge::answer;
    Get  "/login/setup"                    Pending set_up::choose;
    Get  "/login/setup/{factor}"           Pending set_up::show;
    Post "/login/setup/{factor}"           Pending set_up::post;
    Post "/logout"                         Anyone  logout::sign_out;
    Post "/language"                       Anyone  language::choose;

    // Links that make an account somebody's.
    Get  "/setup/{token}"                  Anyone  links::show_set_up;
    Post "/setup/{token}"                  Anyone  links::finish_set_up;
    Get  "/invite/{token}"                 Anyone  links::show_invite;
    Post "/invite/{token}"                 Anyone  links::finish_invite;

    // Confirming who one is before something sensitive.
    Get  "/confirm"                        Session confirm::choose;
    Post "/confirm"                        Session confirm::password;
    Get  "/confirm/{factor}"               Session confirm::ask;
    Post "/confirm/{factor}"               Session confirm::answer;

    // For machines.
    Get  "/healthz"                        Anyone  health::alive;
    Get  "/readyz"                         Anyone  health::ready;
    Get  "/assets/{file}"                  Anyone  assets::file;
    Get  "/favicon.ico"                    Anyone  assets::favicon;
    Get  "/robots.txt"                     Anyone  well_known::robots;
    Get  "/.well-known/change-password"    Anyone  well_known::change_password;
}
