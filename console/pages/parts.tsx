import { useState } from 'preact/hooks'
import { Problem } from '../api/call.ts'
import { percent } from '../format.ts'
import { Sure } from '../parts/ask.tsx'
import { Button, Code } from '../parts/button.tsx'
import { Chart } from '../parts/chart.tsx'
import { CheckField, SelectField, TextField } from '../parts/field.tsx'
import { Interval } from '../parts/interval.tsx'
import { Card, Page } from '../parts/page.tsx'
import { Empty, Failure, Ghost, Light, Meter, Notice } from '../parts/states.tsx'
import { texts } from '../texts/index.ts'

const KINDS = ['primary', 'plain', 'quiet', 'danger'] as const
const MOODS = ['plain', 'good', 'warn', 'bad'] as const
const LIGHTS = ['good', 'warn', 'bad', 'idle'] as const

/** Every part of the console in every state, for whoever changes one. */
export const Parts = () => (
  <Page
    title={texts.value.parts.title}
    lead={texts.value.parts.lead}
    actions={<Button icon="check">{texts.value.common.save}</Button>}
  >
    <Buttons />
    <States />
    <Fields />
    <Small />
    <Charts />
  </Page>
)

const Buttons = () => (
  <Card title="Button">
    {KINDS.map((kind) => (
      <div class="row" key={kind}>
        <Button kind={kind}>{kind}</Button>
        <Button kind={kind} size="small">
          {kind}
        </Button>
        <Button kind={kind} icon="uploads">
          {kind}
        </Button>
        <Button kind={kind} busy>
          {texts.value.common.loading}
        </Button>
        <Button kind={kind} disabled>
          {kind}
        </Button>
      </div>
    ))}
  </Card>
)

const States = () => (
  <Card title="Notice, Failure, Ghost, Empty">
    {MOODS.map((mood) => (
      <Notice mood={mood} key={mood}>
        <p>{texts.value.uploads.lead}</p>
      </Notice>
    ))}
    <Failure problem={new Problem(0, 'offline', '')} onRetry={() => {}} />
    <Ghost />
    <Empty>
      <p>{texts.value.catalogue.empty}</p>
    </Empty>
  </Card>
)

function Fields() {
  const [text, setText] = useState('Fern & Kettle')
  const [on, setOn] = useState(true)
  const t = texts.value
  return (
    <Card title="Fields">
      <div class="form">
        <TextField label={t.basics.name} value={text} onInput={setText} hint={t.panels.title_hint} />
        <TextField label={t.basics.name} value={text} onInput={setText} error={t.uploads.say_kind} />
        <TextField label={t.basics.name} value={text} onInput={setText} disabled />
        <SelectField
          label={t.settings.role}
          value="editor"
          onInput={() => {}}
          options={Object.entries(t.roles)}
        />
        <TextField label={t.settings.origins} value={text} onInput={setText} rows={3} />
        <CheckField label={t.panels.why} checked={on} onInput={setOn} />
      </div>
    </Card>
  )
}

function Small() {
  const [open, setOpen] = useState(false)
  const t = texts.value
  return (
    <Card
      title="Light, Meter, Interval, Tag, Code"
      actions={<Button onPress={() => setOpen(true)}>Dialog</Button>}
    >
      <div class="row">
        {LIGHTS.map((state) => (
          <span class="row" key={state}>
            <Light state={state} /> {state}
          </span>
        ))}
      </div>
      <Meter value={0.4} label={t.uploads.applying} />
      <Interval low={0.12} value={0.2} high={0.31} max={1} says="20 % (12 % – 31 %)" />
      <div class="row">
        {['', 'good', 'warn', 'bad'].map((mood) => (
          <span class={`tag ${mood}`} key={mood}>
            {t.uploads.done}
          </span>
        ))}
      </div>
      <Code text={'<pairwell-panel item-id="tea"></pairwell-panel>'} what="Code" />
      {open && (
        <Sure
          title={t.uploads.confirm_title}
          yes={t.common.yes}
          onYes={() => {}}
          onClose={() => setOpen(false)}
        />
      )}
    </Card>
  )
}

/** Days of the chart, and one without views, where the lines have a gap. */
const DAYS = 14
const GAP = 5
const TIMES = Array.from({ length: DAYS }, (_, day) => Date.UTC(2026, 2, 1 + day, 12))
const lineOf = (name: string, base: number, spread: number) => ({
  name,
  values: TIMES.map((_, day) => {
    const value = base * (1 + 0.2 * Math.sin(day))
    return day === GAP ? null : { value, low: value * (1 - spread), high: value * (1 + spread) }
  }),
})
const LINES = [
  lineOf('product', 0.08, 0.1),
  lineOf('cart', 0.05, 0.2),
  lineOf('checkout', 0.03, 0.3),
  lineOf('home', 0.015, 0.4),
]

const Charts = () => (
  <Card title="Chart">
    <Chart times={TIMES} lines={LINES} write={percent} />
  </Card>
)
