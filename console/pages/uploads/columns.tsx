import { useState } from 'preact/hooks'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import type { Recognition } from '../../../schema/imports/recognition.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/resource.ts'
import { list } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Failure } from '../../parts/states.tsx'
import { texts } from '../../texts/index.ts'
import { DateOrder } from './date-order.tsx'

type Props = {
  recognition: Recognition
  kind: ImportKind | undefined
  /** The file was recognised: the columns are shown only. */
  isKnown: boolean
  onMapped: () => void
}

/** Choices of which none is taken. */
const lackingIn = (required: readonly string[][], taken: readonly string[]) =>
  required.filter((choice) => !choice.some((name) => taken.includes(name)))

/** Columns that would be read by their names, and are not to be. */
const unread = ({ columns }: Recognition, chosen: Readonly<Record<string, string>>): string[] =>
  columns.flatMap(({ name }) => (chosen[name] ? [] : name))

/** What the merchant says about the columns of a file, and how to store it. */
function useAssignment({ recognition, kind, isKnown, onMapped }: Props) {
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [changes, setChanges] = useState(false)
  const fields = recognition.fields.find((one) => one.kind === kind)
  const save = useAct(async () => {
    const columns = Object.fromEntries(
      Object.entries(chosen)
        .filter(([, ours]) => ours !== '')
        .map(([theirs, ours]) => [ours, theirs]),
    )
    const { header } = recognition
    const { values, date_order } = recognition.mapping ?? {}
    const kept = { ...(values && { values }), ...(date_order && { date_order }) }
    const ignored = changes ? unread(recognition, chosen) : []
    const json = { kind, header, columns, ...(ignored.length > 0 && { ignored }), ...kept }
    await call('/v1/mappings', { method: 'PUT', json })
    setChanges(false)
    onMapped()
  })
  /** Begins with how the columns are read. */
  const change = () => {
    const read = recognition.columns.filter(({ read_as }) => fields?.columns.includes(read_as ?? ''))
    setChosen(Object.fromEntries(read.map(({ name, read_as }) => [name, read_as ?? ''])))
    setChanges(true)
  }
  // What a shop system writes is read by what that system means; only our own forms have columns to choose from.
  const isPlain = fields !== undefined && (recognition.format ?? '').startsWith('plain ')
  return {
    ...{ chosen, setChosen, save },
    choices: !isKnown || changes ? fields?.columns : undefined,
    lacking: lackingIn(fields?.required ?? [], Object.values(chosen)),
    change: isKnown && !changes && isPlain ? change : undefined,
  }
}

/** The columns of a file with their first values: how they are read, or a choice for each where that is not known or is to change. */
export function Columns(props: Props) {
  const { recognition, kind, isKnown, onMapped } = props
  const { chosen, setChosen, save, choices, lacking, change } = useAssignment(props)
  const t = texts.value.uploads
  return (
    <div class="stack">
      {choices && <p class="soft">{t.assign_lead}</p>}
      <Scroll label={t.columns}>
        <table class="table">
          <thead>
            <tr>
              {[t.column, t.read_as, t.samples].map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {recognition.columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                choices={choices}
                chosen={chosen[column.name]}
                onChoose={(ours) => setChosen({ ...chosen, [column.name]: ours })}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {change && (
        <div>
          <Button size="small" onPress={change}>
            {t.assign_change}
          </Button>
        </div>
      )}
      {isKnown && <DateOrder recognition={recognition} kind={kind} onMapped={onMapped} />}
      {choices && <SaveColumns lacking={lacking} busy={save.busy} onPress={() => void save.run()} />}
      <Failure problem={save.problem} />
    </div>
  )
}

type SaveProps = { lacking: readonly string[][]; busy: boolean; onPress: () => void }

const SaveColumns = ({ lacking, busy, onPress }: SaveProps) => (
  <div class="row">
    <Button kind="primary" disabled={lacking.length > 0} busy={busy} onPress={onPress}>
      {texts.value.uploads.assign_save}
    </Button>
    {lacking.length > 0 && (
      <span class="soft">
        {texts.value.uploads.assign_needed(list(lacking.map((choice) => choice.join(' / '))))}
      </span>
    )}
  </div>
)

type RowProps = {
  column: Recognition['columns'][number]
  /** Our names to choose from; undefined where the choice is made. */
  choices: readonly string[] | undefined
  chosen: string | undefined
  onChoose: (ours: string) => void
}

function ColumnRow({ column: { name, read_as, samples }, choices, chosen, onChoose }: RowProps) {
  const t = texts.value.uploads
  return (
    <tr>
      <td>{name}</td>
      <td>
        {choices ? (
          <select class="input" aria-label={name} onInput={(event) => onChoose(event.currentTarget.value)}>
            <option value="">{t.not_read}</option>
            {choices.map((one) => (
              <option key={one} value={one} selected={chosen === one}>
                {one}
              </option>
            ))}
          </select>
        ) : (
          (read_as ?? <span class="soft">{t.not_read}</span>)
        )}
      </td>
      <td class="soft">{samples.join(' · ')}</td>
    </tr>
  )
}
