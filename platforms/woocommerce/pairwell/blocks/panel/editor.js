// The block in the editor, without a build step: a name with its settings. Shoppers' suggestions need the shop's own page.
;(({ blocks, blockEditor, components, element, i18n }) => {
  const { createElement: el } = element
  const { __ } = i18n

  const choice = (label, value, options, onChange) =>
    el(components.SelectControl, {
      label,
      value,
      onChange,
      options: options.map(([of, text]) => ({ value: of, label: text })),
      __nextHasNoMarginBottom: true,
    })

  const placements = [
    ['product', __('Product page', 'pairwell')],
    ['cart', __('Cart', 'pairwell')],
    ['home', __('Front page', 'pairwell')],
    ['generic', __('Any other page', 'pairwell')],
  ]
  const intents = [
    ['complementary', __('Goes well with it', 'pairwell')],
    ['upgrade', __('Worth the upgrade', 'pairwell')],
    ['downgrade', __('Lower-priced', 'pairwell')],
    ['related', __('Similar', 'pairwell')],
  ]

  const edit = ({ attributes, setAttributes }) => {
    const { placement, intent, limit } = attributes
    const nameOf = (list, value) => (list.find(([of]) => of === value) ?? list[0])[1]
    const settings = [
      choice(__('Place', 'pairwell'), placement, placements, (value) => setAttributes({ placement: value })),
      placement === 'product' &&
        choice(__('Suggests', 'pairwell'), intent, intents, (value) => setAttributes({ intent: value })),
      el(components.RangeControl, {
        label: __('Cards (0: as set in Pairwell)', 'pairwell'),
        value: limit,
        min: 0,
        max: 24,
        onChange: (value) => setAttributes({ limit: value ?? 0 }),
        __nextHasNoMarginBottom: true,
      }),
    ]
    return el(
      'div',
      blockEditor.useBlockProps(),
      el(
        blockEditor.InspectorControls,
        {},
        el(components.PanelBody, { title: __('Suggestions', 'pairwell') }, ...settings.filter(Boolean)),
      ),
      el(components.Placeholder, {
        icon: 'products',
        label: 'Pairwell',
        instructions: `${nameOf(placements, placement)}${placement === 'product' ? `: ${nameOf(intents, intent)}` : ''}`,
      }),
    )
  }

  // Rendered by the shop's server, for each page.
  blocks.registerBlockType('pairwell/panel', { edit, save: () => null })
})(window.wp)
