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

/** The columns of a file with their first values: how they are read, or a choice for each if that is not known. */
export function Columns({ recognition, kind, isKnown, onMapped }: Props) {
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const fields = recognition.fields.find((one) => one.kind === kind)
  const t = texts.value.uploads
  const lacking = lackingIn(fields?.required ?? [], Object.values(chosen))
  const save = useAct(async () => {
    const columns = Object.fromEntries(
      Object.entries(chosen)
        .filter(([, ours]) => ours !== '')
        .map(([theirs, ours]) => [ours, theirs]),
    )
    const header = recognition.columns.map(({ name }) => name)
    await call('/v1/mappings', { method: 'PUT', json: { kind, header, columns } })
    onMapped()
  })
  const assigns = !isKnown && fields !== undefined
  return (
    <div class="stack">
      {assigns && <p class="soft">{t.assign_lead}</p>}
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
                choices={assigns ? fields.columns : undefined}
                chosen={chosen[column.name]}
                onChoose={(ours) => setChosen({ ...chosen, [column.name]: ours })}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {isKnown && <DateOrder recognition={recognition} kind={kind} onMapped={onMapped} />}
      {assigns && <SaveColumns lacking={lacking} busy={save.busy} onPress={() => void save.run()} />}
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
