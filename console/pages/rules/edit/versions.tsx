import type { RuleView } from '../../../../schema/shop/rules.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { dateTime } from '../../../format.ts'
import { Button } from '../../../parts/button.tsx'
import { Card } from '../../../parts/page.tsx'
import { Failure, Loaded } from '../../../parts/states.tsx'
import { texts } from '../../../texts/index.ts'
import { sayAction, sayPages } from '../draft.ts'
import { fieldsOf, write } from './write.ts'

const NO_TITLES: ReadonlyMap<string, string> = new Map()

/** Every version of a rule, newest first; to return to one makes a new version of it. */
export function Versions({ rule, onChange }: { rule: RuleView; onChange: () => void }) {
  const list = useResource<{ items: RuleView[] }>(
    `/v1/rules/${encodeURIComponent(rule.rule_id)}/versions?limit=50`,
  )
  const t = texts.value.editor
  const back = useAct(async (version: RuleView) => {
    await write(rule, fieldsOf(version))
    onChange()
  })
  return (
    <Card title={t.versions}>
      <Failure problem={back.problem} />
      <Loaded of={list}>
        {({ items }) => (
          <ol class="steer">
            {items.map((one) => (
              <li key={one.version}>
                <span>
                  {t.version(one.version)} <span class="tag">{texts.value.rules.status[one.status]}</span>
                  <span class="soft small block">
                    {[
                      dateTime(one.changed_at),
                      one.name,
                      sayAction(one.action, NO_TITLES),
                      sayPages(one.when),
                    ].join(' · ')}
                  </span>
                </span>
                {one.version !== rule.version && (
                  <Button
                    size="small"
                    busy={back.busy}
                    label={t.return_to_version(one.version)}
                    onPress={() => void back.run(one)}
                  >
                    {t.return_to}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Card>
  )
}
