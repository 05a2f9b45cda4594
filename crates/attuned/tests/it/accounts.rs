//! Accounts: the first one, signing in and out, guesses, roles.

use attuned_testkit::{Client, on_both};
use axum::http::StatusCode;

use crate::world::World;

const PASSWORD: &str = "walnut harbour sparrow";

async fn join(client: &mut Client, path: &str, email: &str) {
    client.get(path).await.ok();
    let fields = [
        ("name", "Asha Rahman"),
        ("post", "System owner"),
        ("email", email),
        ("password", PASSWORD),
    ];
    client
        .post(path, &fields)
        .await
        .ok()
        .says("Your account is ready");
}

async fn sign_in(client: &mut Client, email: &str, password: &str) -> attuned_testkit::Fetched {
    client.get("/sign-in").await.ok();
    client
        .post(
            "/sign-in",
            &[("email", email), ("password", password), ("next", "/")],
        )
        .await
}

on_both! {
    async fn the_first_account_and_the_way_in_and_out(engine) {
        let mut world = World::blank(engine).await;
        let path = attuned_people::invite(&world.test.db, "owner", "System owner", None).await.unwrap();
        let client = &mut world.client;
        client.get("/").await.ok().says("Sign in").says("nobody has an account yet");
        join(client, &path, "Asha@Council.example").await;
        client.get("/").await.ok().says("Nothing is recorded here yet").says("Asha Rahman, System owner");
        assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "an invitation works once");
        client.get("/sign-out").await.ok();
        client.post("/sign-out", &[]).await.ok().says("Work email address");
        client.get("/accounts").await.ok().says("Work email address");
        sign_in(client, "asha@council.example", "not this one at all").await.says("do not go together");
        sign_in(client, " ASHA@council.example", PASSWORD).await.ok().says("Asha Rahman");
    }

    async fn guesses_are_slowed_kindly_and_alike_for_everyone(engine) {
        let mut world = World::blank(engine).await;
        let path = attuned_people::invite(&world.test.db, "owner", "", None).await.unwrap();
        join(&mut world.client, &path, "asha@council.example").await;
        for email in ["asha@council.example", "nobody@council.example"] {
            let mut guesser = World::blank_client(&world);
            for _ in 0..4 {
                sign_in(&mut guesser, email, "a wrong password").await.says("do not go together");
            }
            sign_in(&mut guesser, email, "a wrong password").await.says("signing in is paused until").says("10:15am");
            let even_right = sign_in(&mut guesser, email, PASSWORD).await;
            assert_eq!(even_right.status, StatusCode::UNPROCESSABLE_ENTITY);
            even_right.says("signing in is paused until");
        }
        world.test.now("2026-11-24T10:16:00Z");
        let mut later = World::blank_client(&world);
        sign_in(&mut later, "asha@council.example", PASSWORD).await.ok().says("Asha Rahman");
    }

    async fn a_session_ends_after_an_hour_away(engine) {
        let mut world = World::blank(engine).await;
        let path = attuned_people::invite(&world.test.db, "owner", "", None).await.unwrap();
        join(&mut world.client, &path, "asha@council.example").await;
        let far = attuned_db::Clock::system().now().plus_seconds(2 * 60 * 60);
        world.test.clock.set(far);
        world.client.get("/accounts").await.ok().says("Work email address");
    }

    async fn a_session_in_use_lives_on_with_few_writes(engine) {
        let mut world = World::blank(engine).await;
        let path = attuned_people::invite(&world.test.db, "owner", "", None).await.unwrap();
        join(&mut world.client, &path, "asha@council.example").await;
        let now = attuned_db::Clock::system().now();
        world.test.clock.set(now);
        world.client.get("/accounts").await.ok();
        let before = world.test.db.every_row("web_session").await.unwrap();
        world.client.get("/accounts").await.ok();
        assert_eq!(world.test.db.every_row("web_session").await.unwrap(), before, "a page writes nothing");
        world.test.clock.set(now.plus_seconds(6 * 60));
        world.client.get("/accounts").await.ok();
        assert_ne!(world.test.db.every_row("web_session").await.unwrap(), before, "some minutes later it does");
    }

    async fn a_role_opens_what_it_says_and_no_more(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-manager").await;
        world.client.get("/referrals/2024-01").await.ok().says_not("Enter or change the dates");
        let refused = world.client.get("/referrals/2024-01/dates").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        refused.says("for another role").says("Ruth Okafor");
        let refused = world.client.post("/referrals/2024-01/duties/1.3/verdict", &[("verdict", "answered"), ("paragraphs", "5.2")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        world.client.get("/referrals/2024-01/duties/1.3").await.ok().says("Not answered");
    }

    async fn a_form_from_elsewhere_changes_nothing(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let fields = [("verdict", "answered"), ("paragraphs", "5.2")];
        let refused = world.client.post_with_token("/referrals/2024-01/duties/1.3/verdict", &fields, "made up").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        refused.says("Please send this once more");
        world.client.get("/referrals/2024-01/duties/1.3").await.ok().says("Not answered");
    }

    async fn someone_joins_changes_role_and_leaves(engine) {
        let mut world = World::blank(engine).await;
        let path = attuned_people::invite(&world.test.db, "owner", "", None).await.unwrap();
        join(&mut world.client, &path, "asha@council.example").await;
        world.client.get("/accounts").await.ok();
        let wrong = world.client.post("/accounts", &[("post", ""), ("role", "king")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("Choose what they may do");
        let made = world.client.post("/accounts", &[("post", "Scrutiny officer"), ("role", "reader")]).await.ok();
        let address = made.text().split_whitespace().find(|word| word.contains("/join/")).unwrap().to_owned();
        let path = address.strip_prefix("http://attuned.example").unwrap().to_owned();
        let mut second = World::blank_client(&world);
        join(&mut second, &path, "bo@council.example").await;
        second.get("/").await.ok().says("Nothing is recorded here yet");
        let accounts = attuned_people::accounts(&world.test.db).await.unwrap();
        let bo = accounts.iter().find(|account| account.email.as_deref() == Some("bo@council.example")).unwrap();
        world.client.get(&format!("/accounts/{}", bo.id)).await.ok();
        world.client.post(&format!("/accounts/{}", bo.id), &[("role", "lead"), ("post", "Lead")]).await.ok().says("The account was changed");
        second.get("/").await.ok().says("Asha Rahman, Lead");
        let made = world.client.post(&format!("/accounts/{}/password", bo.id), &[]).await.ok().says("The address is ready").clone();
        let address = made.text().split_whitespace().find(|word| word.contains("/join/")).unwrap().to_owned();
        let path = address.strip_prefix("http://attuned.example").unwrap().to_owned();
        let mut forgetful = World::blank_client(&world);
        forgetful.get(&path).await.ok().says("Set a new password").says_not("Your name");
        forgetful.post(&path, &[("password", "short")]).await.says("at least 12 letters");
        forgetful.post(&path, &[("password", "three other random words")]).await.ok().says("Your new password is set");
        assert_eq!(forgetful.get(&path).await.status, StatusCode::NOT_FOUND, "it works once");
        let mut again = World::blank_client(&world);
        sign_in(&mut again, "bo@council.example", PASSWORD).await.says("do not go together");
        sign_in(&mut again, "bo@council.example", "three other random words").await.ok().says("Asha Rahman, Lead");
        world.client.get(&format!("/accounts/{}", bo.id)).await.ok();
        world.client.post(&format!("/accounts/{}/end", bo.id), &[]).await.ok().says("has ended");
        second.get("/").await.ok().says("Work email address");
        let account = format!("/accounts/{}", bo.id);
        world.client.get(&account).await.ok().says("This cannot be undone");
        world.client.post(&format!("{account}/erase"), &[]).await.says("Tick the box");
        world.client.post(&format!("{account}/erase"), &[("sure", "yes")]).await.ok().says("are erased").says("Someone who has left");
    }
}

impl World {
    /// Another browser at the same service.
    fn blank_client(world: &Self) -> Client {
        world.client.without_cookie()
    }
}
