import type { MemberView } from '../../../schema/shop/members.ts'
import type { SessionView } from '../../../schema/shop/sessions.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { ago } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** Signed-in browsers: one's own, for owners those of all members. */
export function Sessions() {
  const sessions = useResource<{ items: SessionView[] }>('/v1/sessions')
  const members = useResource<{ items: MemberView[] }>('/v1/members')
  const t = texts.value.settings
  const end = useAct(async (session_id: string) => {
    await call(`/v1/sessions/${session_id}`, { method: 'DELETE' })
    sessions.reload()
  })
  const nameOf = (member_id: string) =>
    members.data?.items.find((one) => one.member_id === member_id)?.name ?? ''
  return (
    <Card title={may('owner') ? t.all_sessions : t.sessions}>
      <Failure problem={end.problem} />
      <Loaded of={sessions}>
        {({ items }) => (
          <Scroll label={t.all_sessions}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t.member}</th>
                  <th scope="col">{t.browser}</th>
                  <th scope="col">{t.seen}</th>
                  <th scope="col">
                    <span class="unseen">{t.end}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ session_id, member_id, browser, seen_at, current }) => (
                  <tr key={session_id}>
                    <td>{nameOf(member_id)}</td>
                    <td>
                      {browser} {current && <span class="soft">({t.current})</span>}
                    </td>
                    <td>{ago(seen_at)}</td>
                    <td>
                      {!current && (
                        <Button size="small" busy={end.busy} onPress={() => void end.run(session_id)}>
                          {t.end}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Loaded>
    </Card>
  )
}
