import { useState } from 'preact/hooks'
import type { MessageView } from '../../../schema/shop/webhooks.ts'
import { TEST_TYPE } from '../../../vocabulary/alerts.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { dateTime, number } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

const SHOWN = 20
const MOODS = { waiting: 'warn', delivered: 'good', given_up: 'bad' } as const

/** The last messages of a webhook, which are read when somebody wants to see them. */
export function Log({ webhook_id, url }: { webhook_id: string; url: string }) {
  const [open, setOpen] = useState(false)
  const path = `/v1/webhooks/${webhook_id}/messages?limit=${SHOWN}`
  const messages = useResource<{ items: MessageView[]; next: string | null }>(open ? path : undefined)
  const t = texts.value.webhooks
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t.log}</summary>
      {open && (
        <Loaded of={messages}>
          {({ items, next }) =>
            items.length === 0 ? (
              <p class="soft">{t.log_none}</p>
            ) : (
              <>
                <Replay
                  webhook_id={webhook_id}
                  items={items}
                  hasMore={next !== null}
                  onSent={messages.reload}
                />
                <Table items={items} url={url} />
              </>
            )
          }
        </Loaded>
      )}
    </details>
  )
}

type ReplayProps = { webhook_id: string; items: readonly MessageView[]; hasMore: boolean; onSent: () => void }

/** Sends again what was given up; tests are sent once only. */
function Replay({ webhook_id, items, hasMore, onSent }: ReplayProps) {
  const [sent, setSent] = useState<number | undefined>()
  const t = texts.value.webhooks
  const replay = useAct(async () => {
    const path = `/v1/webhooks/${webhook_id}/replay`
    setSent((await call<{ replayed: number }>(path, { method: 'POST', json: {} })).replayed)
    onSent()
  })
  const isGivenUp = items.some(({ status, type }) => status === 'given_up' && type !== TEST_TYPE)
  // A receiver that is back gets new messages, behind which the lost ones are not among the last that are shown.
  const mayBe = isGivenUp || hasMore
  if (!mayBe && sent === undefined) return null
  return (
    <div class="row">
      {mayBe && (
        <Button size="small" busy={replay.busy} onPress={() => void replay.run()}>
          {t.replay}
        </Button>
      )}
      {sent !== undefined && <p role="status">{t.replay_done(number(sent))}</p>}
      <Failure problem={replay.problem} />
    </div>
  )
}

function Table({ items, url }: { items: readonly MessageView[]; url: string }) {
  const t = texts.value.webhooks
  const names: Record<string, string> = { ...t.type_names, [TEST_TYPE]: t.test_name }
  return (
    <Scroll label={`${t.log}: ${url}`}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.log_time}</th>
            <th scope="col">{t.log_type}</th>
            <th scope="col">{t.log_status}</th>
            <th scope="col">{t.log_attempts}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ message_id, type, status, created_at, attempts }) => (
            <tr key={message_id}>
              <td class="tight">{dateTime(created_at)}</td>
              <td>{names[type] ?? type}</td>
              <td>
                <span class={`tag ${MOODS[status]}`}>{t.statuses[status]}</span>
              </td>
              <td>
                <ol>
                  {attempts.map((attempt, at) => (
                    <li key={attempt.at} title={attempt.problem ?? undefined}>
                      {t.attempt(
                        number(at + 1),
                        attempt.status === null ? t.no_answer : String(attempt.status),
                        number(attempt.milliseconds),
                      )}
                    </li>
                  ))}
                </ol>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
