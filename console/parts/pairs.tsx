/** Names with their values; one without a value is left out. */
export const Pairs = ({
  rows,
}: {
  rows: readonly (readonly [name: string, value: string | undefined])[]
}) => (
  <dl class="pairs">
    {rows.map(
      ([name, value]) =>
        value !== undefined && (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ),
    )}
  </dl>
)
