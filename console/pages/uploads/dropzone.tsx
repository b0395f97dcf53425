import { useRef, useState } from 'preact/hooks'
import { Button } from '../../parts/button.tsx'
import { CheckField } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Notice } from '../../parts/states.tsx'
import { may, role } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { Confirm } from './confirm.tsx'
import { FileRow } from './file-row.tsx'
import { useFiles } from './use-files.ts'

const ACCEPTED = '.csv,.tsv,.txt,.xml,.ndjson,.jsonl,.xlsx,.gz'

/** A place to drop files, and what became of each. @param onDone called when a file was applied */
export function Dropzone({ onDone }: { onDone?: () => void }) {
  const all = useFiles(onDone)
  const { files, ready, running, checkOnly, setCheckOnly, change, look, asking, remove, sendAll, confirm } =
    all
  const t = texts.value.uploads
  if (!may('editor')) {
    return (
      <Empty>
        <p class="soft">{texts.value.problems.not_permitted(texts.value.roles[role.value])}</p>
      </Empty>
    )
  }
  return (
    <div class="stack">
      <Target onFiles={all.add} isFirst={files.length === 0} />
      {files.length > 0 && (
        <ul class="files" aria-live="polite">
          {files.map((one) => (
            <FileRow
              key={one.id}
              chosen={one}
              dryRun={checkOnly}
              onKind={(kind) => change(one.id, { kind })}
              onMapped={() => void look(one)}
              onRemove={() => remove(one.id)}
            />
          ))}
        </ul>
      )}
      {ready.length > 0 && (
        <div class="row">
          <Button kind="primary" busy={running} onPress={() => void sendAll()}>
            {checkOnly ? t.dry_run : t.upload(ready.length)}
          </Button>
          <CheckField label={`${t.dry_run}: ${t.dry_run_hint}`} checked={checkOnly} onInput={setCheckOnly} />
        </div>
      )}
      {files.some(({ step, kind }) => step === 'ready' && kind === undefined) && (
        <Notice mood="warn">
          <p>{t.say_kind}</p>
        </Notice>
      )}
      {asking && (
        <Confirm
          problem={asking.problem}
          onConfirm={(options) => void confirm(options)}
          onClose={() => void confirm()}
        />
      )}
    </div>
  )
}

/** Where files are dropped, or chosen. */
function Target({ onFiles, isFirst }: { onFiles: (files: FileList | null) => void; isFirst: boolean }) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const t = texts.value.uploads
  const stop = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover')
  }
  return (
    <section
      aria-label={t.drop}
      class={over ? 'drop over' : 'drop'}
      onDragOver={stop}
      onDragLeave={stop}
      onDrop={(event) => {
        stop(event)
        onFiles(event.dataTransfer?.files ?? null)
      }}
    >
      <Icon name="uploads" />
      <p>
        <strong>{t.drop}</strong>
      </p>
      <Button kind={isFirst ? 'primary' : 'plain'} onPress={() => input.current?.click()}>
        {t.choose}
      </Button>
      <p class="soft small">{t.accepted}</p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        onChange={(event) => {
          onFiles(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
    </section>
  )
}
