import type { Settings } from '../../../schema/shop/settings.ts'
import { call } from '../../api/call.ts'
import { useAct, useResource } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure, Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'

/** The rules that every shop begins with, as settings, and what each is when it is switched off. */
const DEFAULTS = [
  ['sold_out', 'last'],
  ['non_goods', 'show'],
  ['views', 'ignore'],
] as const

/** The rules that every shop begins with. They are settings, so that they need no row of rules, and no answer reads more. */
export function DefaultRules() {
  const settings = useResource<Settings>('/v1/settings')
  const t = texts.value.rules
  return (
    <Card title={t.defaults} lead={t.defaults_lead}>
      <Loaded of={settings}>
        {(data) => (
          <ul class="steer">
            {DEFAULTS.map(([name, off]) => (
              <DefaultRule
                key={name}
                name={name}
                off={off}
                isOn={data.panel_rules[name] !== off}
                etag={settings.etag}
                onChange={settings.reload}
              />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

type Props = {
  name: (typeof DEFAULTS)[number][0]
  off: string
  isOn: boolean
  etag: string | undefined
  onChange: () => void
}

function DefaultRule({ name, off, isOn, etag, onChange }: Props) {
  const t = texts.value.rules
  const set = useAct(async () => {
    const json = { panel_rules: { [name]: isOn ? off : null } }
    const headers = etag === undefined ? {} : { 'If-Match': etag }
    try {
      await call('/v1/settings', { method: 'PATCH', json, headers })
    } finally {
      // Also when somebody else has changed the settings: what is shown then is theirs.
      onChange()
    }
  })
  return (
    <li>
      <div>
        <strong>{t.default_names[name]}</strong>
        <p class="soft">{isOn ? t.default_on[name] : t.default_off[name]}</p>
        <Failure problem={set.problem} />
      </div>
      <div class="row">
        <span class={`tag ${isOn ? 'good' : ''}`}>{isOn ? t.status.live : t.status.ended}</span>
        {may('editor') && (
          <Button
            size="small"
            busy={set.busy}
            label={`${isOn ? t.switch_off : t.switch_on}: ${t.default_names[name]}`}
            onPress={() => void set.run()}
          >
            {isOn ? t.switch_off : t.switch_on}
          </Button>
        )}
      </div>
    </li>
  )
}
