import { useState } from 'preact/hooks'
import type { AuditEntry } from '../../../schema/audit.ts'
import type { MemberView } from '../../../schema/shop/members.ts'
import { withQuery } from '../../api/call.ts'
import { useResource } from '../../api/resource.ts'
import { dateTime } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Loaded } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'

const LIMIT = 20

/** What was done, in words; the route for what is rare. */
const nameOf = (action: string): string => {
  const names: Record<string, string> = texts.value.settings.actions
  return names[action] ?? action
}

/** The log of changes, page by page. */
export function Audit() {
  const [after, setAfter] = useState('')
  const log = useResource<{ items: AuditEntry[]; next: string | null }>(
    withQuery('/v1/audit', { limit: LIMIT, after: after || undefined }),
  )
  const members = useResource<{ items: MemberView[] }>('/v1/members')
  const t = texts.value.settings
  const who = ({ kind, id }: AuditEntry['actor']) =>
    members.data?.items.find(({ member_id }) => member_id === id)?.name ?? t.actors[kind]
  return (
    <Card title={t.audit} lead={t.audit_lead}>
      <Loaded of={log}>
        {({ items, next }) => (
          <>
            <Scroll label={t.audit}>
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t.when}</th>
                    <th scope="col">{t.who}</th>
                    <th scope="col">{t.what}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((entry) => (
                    <tr key={entry.entry_id}>
                      <td>{dateTime(entry.at)}</td>
                      <td>{who(entry.actor)}</td>
                      <td>
                        <details>
                          <summary>{nameOf(entry.action)}</summary>
                          <p class="soft small">
                            <code>{entry.action}</code>
                          </p>
                          <pre>{JSON.stringify({ before: entry.before, after: entry.after }, null, 2)}</pre>
                        </details>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            <div class="row">
              {after !== '' && <Button onPress={() => setAfter('')}>{texts.value.common.back}</Button>}
              {next !== null && <Button onPress={() => setAfter(next)}>{texts.value.common.more}</Button>}
            </div>
          </>
        )}
      </Loaded>
    </Card>
  )
}
