"""The protections of the bot: what takes each away, and the test that turns red without it."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """``before`` stands once in ``file``; with ``after`` in its place, ``protection`` is gone and ``test`` fails."""

    protection: str
    file: str
    before: str
    after: str
    test: str


_HANDLERS = "tests/bot/handlers"
_SERVICE = "tests/bot/service"
_STORE = "tests/bot/store/test_store.py"

MUTATIONS = (
    Mutation(
        "an update is journalled before it is handled",
        "bot/service/intake.py",
        "for raw in await self._journal.keep(numbered):",
        "for raw in numbered:",
        f"{_SERVICE}/test_intake.py::test_an_update_is_in_the_journal_before_it_is_handled_and_marked_after_that",
    ),
    Mutation(
        "an update is journalled before polling confirms it",
        "bot/service/polling.py",
        "await self._intake.take(batch)",
        "asyncio.ensure_future(self._intake.take(batch))",
        f"{_SERVICE}/test_polling.py::test_a_batch_is_taken_before_the_next_call_confirms_it",
    ),
    Mutation(
        "an update is journalled before a webhook gets its 200",
        "bot/service/door.py",
        "        await self._hook.take([update])\n",
        "",
        f"{_SERVICE}/test_door.py::test_a_delivery_with_the_secret_is_taken",
    ),
    Mutation(
        "what was kept before is not new",
        "bot/store/journal.py",
        'return [raw for raw in batch if new is None or raw["update_id"] in new]',
        "return list(batch)",
        f"{_STORE}::test_each_update_is_new_once_whatever_is_delivered_again",
    ),
    Mutation(
        "updates are handled once while the store is away",
        "bot/service/intake.py",
        "        if number in self._seen:\n            return\n",
        "",
        f"{_SERVICE}/test_intake.py::test_while_the_store_is_away_updates_are_handled_and_still_only_once",
    ),
    Mutation(
        "a handled update is marked",
        "bot/handlers/turns.py",
        "        await turn.done()\n",
        "",
        f"{_SERVICE}/test_intake.py::test_an_update_is_in_the_journal_before_it_is_handled_and_marked_after_that",
    ),
    Mutation(
        "what is stopped halfway is not marked",
        "bot/handlers/turns.py",
        "            if self._closing:\n                raise  ",
        "            if self._closing:\n                pass  ",
        f"{_HANDLERS}/test_turns.py::test_what_is_not_handled_when_the_bot_stops_is_not_marked_as_done",
    ),
    Mutation(
        "what an earlier process left is taken up",
        "bot/service/intake.py",
        "left = await self._journal.unfinished()",
        "left: list[Raw] = []",
        f"{_SERVICE}/test_intake.py::test_what_an_earlier_process_has_left_is_taken_up_once",
    ),
    Mutation(
        "a malformed update does not take the others along",
        "bot/service/intake.py",
        "        except Exception as error:\n",
        "        except RuntimeError as error:\n",
        f"{_SERVICE}/test_intake.py::test_one_that_cannot_be_read_is_set_aside_and_the_others_are_handled",
    ),
    Mutation(
        "a commit is flushed to the disk",
        "bot/store/database.py",
        'cursor.execute("PRAGMA synchronous = FULL")',
        'cursor.execute("PRAGMA synchronous = OFF")',
        f"{_STORE}::test_a_commit_is_on_disk_when_it_returns",
    ),
    Mutation(
        "handled words are erased",
        "bot/store/journal.py",
        "state=DONE, body=None",
        "state=DONE",
        f"{_STORE}::test_handled_words_and_ids_leave_no_trace_in_the_files",
    ),
    Mutation(
        "erased words leave the write-ahead log",
        "bot/store/store.py",
        'await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))',
        "pass",
        f"{_STORE}::test_handled_words_and_ids_leave_no_trace_in_the_files",
    ),
    Mutation(
        "ids at rest are keyed hashes",
        "bot/store/identity.py",
        "return hashlib.blake2b(text.encode(), digest_size=SIZE, key=self.key, person=kind).digest()",
        "return text.encode()",
        f"{_STORE}::test_ids_are_not_stored_as_they_are",
    ),
    Mutation(
        "a store of a newer version is refused",
        "bot/store/migrating.py",
        "if current is not None and current not in known:",
        "if False:",
        f"{_STORE}::test_a_store_of_a_newer_version_is_refused",
    ),
    Mutation(
        "marks that could not be written wait for the store",
        "bot/store/database.py",
        "self._later = (waiting + self._later)[-_MOST_LATER:]",
        "pass",
        f"{_STORE}::test_the_bot_goes_on_without_its_store_and_marks_later_what_it_has_handled",
    ),
    Mutation(
        "whoever asks is forgotten",
        "bot/store/store.py",
        "erased = await self.answers.forget_person(person)",
        "erased = True",
        f"{_HANDLERS}/test_memory.py::test_whoever_asks_to_be_forgotten_is_in_every_chat_and_nobody_else_is",
    ),
    Mutation(
        "one person's updates are handled in order",
        "bot/handlers/turns.py",
        "        if key in self._waiting:\n",
        "        if False:\n",
        f"{_HANDLERS}/test_turns.py::test_one_persons_updates_are_handled_in_order_while_others_go_first",
    ),
    Mutation(
        "a cancelled handler does not end its person's turns",
        "bot/handlers/turns.py",
        '            _LOG.error("an update was cancelled")\n',
        "            raise\n",
        f"{_HANDLERS}/test_turns.py::test_a_failing_or_cancelled_update_is_done_and_does_not_hold_up_the_next",
    ),
    Mutation(
        "no more is fetched than there is room for",
        "bot/service/polling.py",
        "            await self._room()\n",
        "",
        f"{_SERVICE}/test_polling.py::test_nothing_is_fetched_while_there_is_no_room",
    ),
    Mutation(
        "what failed for a passing reason is sent again",
        "bot/handlers/limits.py",
        "return isinstance(error, NetworkError) or type(error) is TelegramError",
        "return False",
        f"{_HANDLERS}/test_limits.py::test_what_failed_for_a_passing_reason_is_sent_again",
    ),
    Mutation(
        "a chat's messages stay in order while one waits",
        "bot/handlers/limits.py",
        "            async with chat.turn:\n",
        "            if True:\n",
        f"{_HANDLERS}/test_limits.py::test_too_many_requests_holds_back_that_chat_alone_and_in_order",
    ),
    Mutation(
        "a chat gets no more than its rate",
        "bot/handlers/limits.py",
        "for limiter in chat.limiters if counts else ():",
        "for limiter in ():",
        f"{_HANDLERS}/test_limits.py::test_a_chat_gets_a_short_burst_and_then_its_rate_while_others_are_served",
    ),
    Mutation(
        "a message that Telegram alone refuses does not hold its chat",
        "bot/handlers/limits.py",
        "if waited > _REFUSED_ALONE_AFTER and self._last_success > tries.began:",
        "if False:",
        f"{_HANDLERS}/test_limits.py::test_a_message_that_telegram_alone_refuses_does_not_hold_its_chat_for_an_hour",
    ),
    Mutation(
        "polling survives any answer",
        "bot/service/polling.py",
        "            except Exception:\n",
        "            except MemoryError:\n",
        f"{_SERVICE}/test_polling.py::test_after_any_fault_it_goes_on_without_hurry",
    ),
    Mutation(
        "a refused token ends the process",
        "bot/service/polling.py",
        "if isinstance(error, InvalidToken):",
        "if False:",
        f"{_SERVICE}/test_polling.py::test_what_makes_polling_pointless_ends_it",
    ),
    Mutation(
        "a step that never ends ends the process",
        "bot/service/watchdog.py",
        "if step is not None and step.age > self._stuck_after:",
        "if step is not None and False:",
        f"{_SERVICE}/test_watchdog.py::test_a_step_that_takes_long_is_trouble_and_one_that_never_ends_is_the_end",
    ),
    Mutation(
        "a blocked event loop ends the process",
        "bot/service/watchdog.py",
        "                faulthandler.dump_traceback_later(_BLOCKED_AFTER, exit=True)\n",
        "",
        f"{_SERVICE}/test_watchdog.py::test_a_process_that_is_blocked_ends_with_where_it_is_blocked",
    ),
    Mutation(
        "the webhook's secret is checked",
        "bot/service/door.py",
        "right = len(told) == 1 and hmac.compare_digest(told[0].encode(), self._hook.secret.encode())",
        "right = True",
        f"{_SERVICE}/test_door.py::test_without_the_one_right_secret_nothing_is_taken",
    ),
    Mutation(
        "the secret is checked before the body is read",
        "bot/service/door.py",
        "@stream_request_body\n",
        "",
        f"{_SERVICE}/test_door.py::test_a_chunked_flood_without_the_secret_is_refused_unread",
    ),
    Mutation(
        "slow and half-open requests are closed",
        "bot/service/door.py",
        "idle_connection_timeout=_PATIENCE",
        "idle_connection_timeout=3600",
        f"{_SERVICE}/test_door.py::test_hundreds_of_idle_connections_do_not_hold_up_an_answer_and_are_closed",
    ),
    Mutation(
        "a webhook that is gone is set again",
        "bot/service/webhook.py",
        "            await self.set()\n",
        "",
        f"{_SERVICE}/test_webhook.py::test_a_webhook_that_is_gone_is_set_again",
    ),
    Mutation(
        "secrets are hidden in the log",
        "bot/service/logs.py",
        "text = text.replace(secret, _HIDDEN)",
        "text = text",
        f"{_SERVICE}/test_logs.py::test_the_token_is_hidden_in_message_arguments_extra_fields_and_traceback",
    ),
    Mutation(
        "libraries do not log words at DEBUG",
        "bot/service/logs.py",
        "logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))",
        "pass",
        f"{_SERVICE}/test_logs.py::test_configured_logging_silences_the_libraries_that_log_addresses_and_words",
    ),
    Mutation(
        "a loop's log is bounded",
        "bot/service/logs.py",
        "return count <= self._most",
        "return True",
        f"{_SERVICE}/test_logs.py::test_what_a_loop_logs_is_bounded_and_says_so",
    ),
    Mutation(
        "one bot for one data folder",
        "bot/service/only_one.py",
        "        if not is_free:\n",
        "        if False:\n",
        f"{_SERVICE}/test_only_one.py::test_a_second_bot_on_the_same_folder_is_told_which_process_has_it",
    ),
    Mutation(
        "only admins give commands for admins",
        "bot/handlers/application.py",
        "admin = private & _AdminFilter(admins)",
        "admin = private",
        f"{_HANDLERS}/test_administration.py::test_others_are_told_no_once_without_detail",
    ),
    Mutation(
        "only admins tap admins' buttons",
        "bot/handlers/administration.py",
        "        if not self._admins.allow(update):\n",
        "        if False:\n",
        f"{_HANDLERS}/test_administration.py::test_a_strangers_document_and_tap_change_nothing",
    ),
    Mutation(
        "an admin is a person",
        "bot/handlers/access.py",
        "if user is None or user.is_bot or user.id not in self.ids:",
        "if user is None or user.id not in self.ids:",
        f"{_HANDLERS}/test_access.py::test_only_an_admin_in_person_in_private_and_just_now_is_allowed",
    ),
    *(
        Mutation(
            f"an admin's command counts only {what}",
            "bot/handlers/access.py",
            condition,
            "True",
            f"{_HANDLERS}/test_access.py::test_only_an_admin_in_person_in_private_and_just_now_is_allowed",
        )
        for what, condition in (
            ("when it is not forwarded", "message.forward_origin is None"),
            ("when no other bot wrote it", "message.via_bot is None"),
            ("in the admin's own name", "message.sender_chat is None"),
        )
    ),
    Mutation(
        "an old command of an admin is not carried out",
        "bot/handlers/access.py",
        "return self._now() - message.date > _FRESH",
        "return False",
        f"{_HANDLERS}/test_administration.py::test_a_command_that_waited_while_the_bot_was_away_is_not_run",
    ),
    Mutation(
        "a person has a quota",
        "bot/handlers/access.py",
        "if len(usage.times) >= self._per_minute:",
        "if False:",
        f"{_HANDLERS}/test_chats.py::test_too_many_questions_are_turned_away_without_work",
    ),
    Mutation(
        "commands and stickers have a quota too",
        "bot/handlers/chats.py",
        "            if await self._is_allowed(_message(update)):\n",
        "            if True:\n",
        f"{_HANDLERS}/test_memory.py::test_a_flood_of_commands_and_stickers_is_told_once_like_one_of_questions",
    ),
    Mutation(
        "a question of an hour ago is not answered out of the blue",
        "bot/handlers/chats.py",
        "if self._now() - message.date > _TOO_OLD:",
        "if False:",
        f"{_HANDLERS}/test_memory.py::test_a_question_of_an_hour_ago_gets_one_line_and_a_newer_one_its_answer",
    ),
    Mutation(
        "a change waits for a reload of the bot's own",
        "bot/handlers/changes.py",
        "            except ReloadRunning:\n                pass  ",
        "            except ReloadRunning:\n                raise  ",
        f"{_HANDLERS}/test_changes.py::test_a_change_waits_for_a_reload_that_the_bot_makes_by_itself",
    ),
    Mutation(
        "the first tap under a message counts",
        "bot/handlers/changes.py",
        "        already = self._taken.get(_key(message))\n",
        "        already = None\n",
        f"{_HANDLERS}/test_changes.py::test_what_is_tapped_after_add_changes_nothing_and_says_so",
    ),
    Mutation(
        "a source that went empty does not empty the base",
        "knowledge/library/losses.py",
        "    if not before or after >= before:\n",
        "    if True:\n",
        "tests/knowledge/library/test_losses.py::test_a_reload_keeps_what_was_read_before_and_tells_what_would_be_lost",
    ),
    Mutation(
        "what is written is flushed before it is pointed at",
        "knowledge/storage/durable.py",
        "        os.fsync(descriptor)\n    finally:\n        os.close(descriptor)\n\n\ndef take_place",
        "        pass\n    finally:\n        os.close(descriptor)\n\n\ndef take_place",
        "tests/knowledge/storage/test_durable.py::test_a_folder_gets_its_name_after_its_files_are_flushed_and_is_flushed_itself",
    ),
    Mutation(
        "a changed byte of the index is found",
        "knowledge/storage/generation.py",
        "if digest_of(content) != digest:",
        "if False:",
        "tests/knowledge/storage/test_index.py::test_a_damaged_index_is_not_trusted_but_built_again",
    ),
)
