import { useState } from 'preact/hooks'
import type { RuleInput, SavedRule } from '../../../schema/shop/rules.ts'
import type { PUBLIC_PLACEMENTS } from '../../../vocabulary/panels.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { sayAction, sayPages } from './draft.ts'
import { Warnings } from './warnings.tsx'

const KINDS = ['never_show', 'hide', 'only', 'boost', 'bury'] as const
const PARTS = ['categories', 'brands', 'tags', 'product_types', 'item_ids'] as const
const PLACES = ['', 'product', 'cart', 'checkout', 'home'] as const satisfies readonly (
  | (typeof PUBLIC_PLACEMENTS)[number]
  | ''
)[]

const oneOf = <T extends string>(all: readonly T[], value: string, usual: T): T =>
  all.find((one) => one === value) ?? usual

/** The values of a field, divided by commas. */
const valuesIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

/** A rule for all pages, or for those of one kind: what happens to items of some category, brand, tag or type. */
export function GeneralRule({ onMade }: { onMade: () => void }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]>('never_show')
  const [part, setPart] = useState<(typeof PARTS)[number]>('categories')
  const [text, setText] = useState('')
  const [place, setPlace] = useState<(typeof PLACES)[number]>('')
  const [saved, setSaved] = useState<SavedRule | undefined>()
  const t = texts.value.rules
  const make = useAct(async () => {
    const items = { [part]: valuesIn(text) }
    const action: RuleInput['action'] = { kind, items }
    const rule: RuleInput = {
      name: sayAction(action, new Map()).slice(0, 200),
      ...{ status: 'live', action, when: place === '' ? {} : { placements: [place] } },
    }
    setSaved(await call<SavedRule>('/v1/rules', { method: 'POST', json: rule }))
    setText('')
    onMade()
  })
  return (
    <Card title={t.new} lead={t.new_lead}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void make.run()
        }}
      >
        <SelectField
          label={t.what}
          value={kind}
          options={KINDS.map((one) => [one, t.kinds[one]] as const)}
          onInput={(value) => setKind(oneOf(KINDS, value, 'hide'))}
        />
        <SelectField
          label={t.which}
          value={part}
          options={PARTS.map((one) => [one, t.parts[one]] as const)}
          onInput={(value) => setPart(oneOf(PARTS, value, 'categories'))}
        />
        <TextField label={t.values} hint={t.values_hint} value={text} onInput={setText} required />
        <SelectField
          label={t.where}
          value={place}
          options={PLACES.map((one) => [one, sayPages(one === '' ? {} : { placements: [one] })] as const)}
          onInput={(value) => setPlace(oneOf(PLACES, value, ''))}
        />
        <div class="field end">
          <Button type="submit" kind="primary" busy={make.busy}>
            {t.publish}
          </Button>
        </div>
      </form>
      <Failure problem={make.problem} />
      <Warnings of={saved ? [saved] : []} />
    </Card>
  )
}
