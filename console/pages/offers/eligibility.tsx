import type { Condition } from '../../../schema/customers/condition.ts'
import type { SegmentView } from '../../../schema/customers/segments.ts'
import { CUSTOMER_NUMBERS, type CustomerNumber } from '../../../vocabulary/customers.ts'
import { OUTBOUND_CHANNELS, type OutboundChannel } from '../../../vocabulary/decisions/offers.ts'
import { Button } from '../../parts/button.tsx'
import { CheckField, SelectField } from '../../parts/field.tsx'
import { texts } from '../../texts/index.ts'
import { AmountField, ListField, NumberField } from '../rules/edit/fields.tsx'

/** A condition that the form can show. */
type Simple = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>
const KINDS = ['number', 'bought', 'tag', 'group', 'cluster', 'consent', 'segment'] as const
type Kind = (typeof KINDS)[number]
type Line = { condition: Simple; isNot: boolean }

const kindOf = (condition: Simple): Kind | undefined => KINDS.find((one) => one in condition)

/** The lines of a condition; undefined when it says more than the form can. */
function linesOf(condition: Condition | null): Line[] | undefined {
  if (condition === null) return []
  const parts = 'all' in condition ? condition.all : [condition]
  const lines = parts.map((part) => {
    const isNot = 'not' in part
    const inner = isNot ? part.not : part
    if ('all' in inner || 'any' in inner || 'not' in inner || kindOf(inner) === undefined) return undefined
    // The form has no fields for brands and tags of items.
    if ('bought' in inner && Object.keys(inner.bought).some((part) => part !== 'categories')) return undefined
    return { condition: inner, isNot }
  })
  return lines.includes(undefined) ? undefined : (lines as Line[])
}

const conditionOf = (lines: readonly Line[]): Condition | null =>
  lines.length === 0
    ? null
    : { all: lines.map(({ condition, isNot }) => (isNot ? { not: condition } : condition)) }

function emptyCondition(kind: Kind): Simple {
  if (kind === 'number') return { number: 'orders', from: 1 }
  if (kind === 'bought') return { bought: { categories: [] } }
  if (kind === 'consent') return { consent: 'email' }
  if (kind === 'segment') return { segment: '' }
  if (kind === 'cluster') return { cluster: [] }
  return kind === 'tag' ? { tag: [] } : { group: [] }
}

type Props = {
  condition: Condition | null
  onChange: (condition: Condition | null) => void
  /** The segments that may be named; none where a segment itself is written. */
  segments?: readonly SegmentView[]
}

/** Who gets an offer: all lines must hold. */
export function Eligibility({ condition, onChange, segments = [] }: Props) {
  const t = texts.value.offers
  const lines = linesOf(condition)
  if (!lines) {
    return (
      <>
        <p>{t.nested}</p>
        <pre>{JSON.stringify(condition, null, 2)}</pre>
      </>
    )
  }
  const set = (at: number, line: Line) =>
    onChange(conditionOf(lines.map((one, index) => (index === at ? line : one))))
  return (
    <div class="stack">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
        <fieldset key={at} class="stack part">
          <ConditionFields line={line} segments={segments} onChange={(next) => set(at, next)} />
          <div class="row">
            <CheckField label={t.not} checked={line.isNot} onInput={(isNot) => set(at, { ...line, isNot })} />
            <Button
              size="small"
              kind="quiet"
              onPress={() => onChange(conditionOf(lines.filter((_, index) => index !== at)))}
            >
              {t.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          onPress={() =>
            onChange(conditionOf([...lines, { condition: emptyCondition('number'), isNot: false }]))
          }
        >
          {t.add_condition}
        </Button>
      </div>
    </div>
  )
}

/** Numbers that are amounts of money. */
const AMOUNTS: ReadonlySet<CustomerNumber> = new Set([
  ...(['total_spent', 'average_order_value', 'spent_365_days'] as const),
  ...(['margin', 'average_item_price'] as const),
])

type FieldProps = { line: Line; segments: readonly SegmentView[]; onChange: (line: Line) => void }

function ConditionFields({ line, segments, onChange }: FieldProps) {
  const t = texts.value.offers
  const { condition } = line
  const set = (next: Simple) => onChange({ ...line, condition: next })
  const Limit = 'number' in condition && AMOUNTS.has(condition.number) ? AmountField : NumberField
  return (
    <div class="form">
      <SelectField
        label={t.condition}
        value={kindOf(condition) ?? 'number'}
        options={Object.entries(t.conditions).filter(([kind]) => kind !== 'segment' || segments.length > 0)}
        onInput={(kind) => set(emptyCondition(kind as Kind))}
      />
      {'number' in condition && (
        <>
          <SelectField
            label={t.conditions.number}
            value={condition.number}
            options={CUSTOMER_NUMBERS.map((one) => [one, t.numbers[one]] as const)}
            onInput={(name) => set({ ...condition, number: name as CustomerNumber })}
          />
          <Limit label={t.from} value={condition.from} onChange={(from) => set({ ...condition, from })} />
          <Limit label={t.to} value={condition.to} onChange={(to) => set({ ...condition, to })} />
        </>
      )}
      {'bought' in condition && (
        <>
          <ListField
            label={t.category}
            values={condition.bought.categories}
            onChange={(categories = []) => set({ ...condition, bought: { ...condition.bought, categories } })}
          />
          <NumberField
            label={t.within}
            value={condition.within_days}
            onChange={(within_days) => set({ ...condition, within_days })}
          />
          <NumberField
            label={t.times}
            value={condition.times}
            onChange={(times) => set({ ...condition, times })}
          />
        </>
      )}
      <ListedFields condition={condition} segments={segments} onChange={set} />
    </div>
  )
}

type ListedProps = { condition: Simple; segments: readonly SegmentView[]; onChange: (next: Simple) => void }

/** The fields of conditions with listed values: tags, groups, segments and channels. */
function ListedFields({ condition, segments, onChange: set }: ListedProps) {
  const t = texts.value.offers
  return (
    <>
      {'tag' in condition && (
        <ListField label={t.values} values={condition.tag} onChange={(tag = []) => set({ tag })} />
      )}
      {'group' in condition && (
        <ListField label={t.values} values={condition.group} onChange={(group = []) => set({ group })} />
      )}
      {'cluster' in condition && (
        <ListField
          label={t.values}
          values={condition.cluster}
          onChange={(cluster = []) => set({ cluster })}
        />
      )}
      {'segment' in condition && (
        <SelectField
          label={t.conditions.segment}
          value={condition.segment}
          options={[['', ''], ...segments.map((one) => [one.segment_id, one.name] as const)]}
          onInput={(segment) => set({ segment })}
        />
      )}
      {'consent' in condition && (
        <SelectField
          label={t.conditions.consent}
          value={condition.consent}
          options={OUTBOUND_CHANNELS.map((one) => [one, t.channels[one]] as const)}
          onInput={(channel) => set({ consent: channel as OutboundChannel })}
        />
      )}
    </>
  )
}
