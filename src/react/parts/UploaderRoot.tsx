'use client'
import {
  forwardRef,
  useImperativeHandle,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
} from 'react'
import { both, withoutRepetition } from '../input/handlers.js'
import { pageOverlay } from '../input/usePageInput.js'
import { joined, UploaderContext, type UploaderContextValue } from '../view/context.js'
import { FocusKeeper } from './FocusKeeper.js'
import { LiveRegions } from '../live/LiveRegions.js'
import { useLateParts } from './useLateParts.js'
import { useRootContext, type UploaderRootProps } from './useRootContext.js'

/**
 * The uploader around its parts: takes drops and pastes, announces what happens, and keeps the
 * focus inside.
 * @param props See `UploaderRootProps`. The `ref` receives the root element.
 * @returns The root element with the parts in it.
 * @example
 * const { control } = useSearchImageUpload({ endpoint: '/api/search-image' })
 *
 * <UploaderRoot control={control}>
 *   <UploaderDropzone />
 *   <UploaderPreview />
 *   <UploaderDetails />
 *   <UploaderProgress />
 *   <UploaderMessage />
 *   <UploaderActions />
 * </UploaderRoot>
 */
export const UploaderRoot: ForwardRefExoticComponent<
  UploaderRootProps & RefAttributes<HTMLDivElement>
> = forwardRef<HTMLDivElement, UploaderRootProps>(function UploaderRoot(props, ref) {
  const [context, attributes] = useRootContext(props)
  const page = pageOverlay.useLate(!!props.dropOnPage)
  const { chooser, classNames } = context
  useImperativeHandle(ref, () => chooser.rootRef.current as HTMLDivElement, [chooser.rootRef])
  return (
    <UploaderContext.Provider value={context}>
      <RootElement context={context} attributes={attributes} />
      {page && <page.PageOverlay {...context} className={joined('siu-page', classNames.page)} />}
    </UploaderContext.Provider>
  )
})

interface RootElementProps {
  context: UploaderContextValue
  attributes: HTMLAttributes<HTMLDivElement>
}

function RootElement({ context, attributes }: RootElementProps) {
  const { chooser, state, classNames, messages } = context
  const late = useLateParts(true)
  const onKeyDown = both(both(attributes.onKeyDown, withoutRepetition), (event) =>
    late?.pressEscape(event, context),
  )
  const fallbackLabel = attributes['aria-labelledby'] ? undefined : messages.prompt.title
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the spread makes it a group
    <div
      lang={messages.locale}
      {...chooser.getRootProps({
        // With a space: some style sheets (Pico) style `[role='group']` as a row of buttons.
        role: 'group ',
        'aria-disabled': context.disabled || undefined,
        ...attributes,
      })}
      aria-label={attributes['aria-label'] ?? fallbackLabel}
      className={joined('siu', classNames.root, attributes.className)}
      onKeyDown={onKeyDown}
      {...dataOf(context)}
    >
      {/* Before every button: a `<label>` around the uploader activates its first control, which
          opens the file dialog, as with a native file input. */}
      <input {...chooser.getInputProps()} data-part="input" className={classNames.input} />
      <FocusKeeper rootRef={chooser.rootRef} state={state}>
        <div data-part="surface" className={classNames.surface}>
          {attributes.children}
          {late && <late.DropOverlay />}
        </div>
      </FocusKeeper>
      <LiveRegions late={late} />
    </div>
  )
}

/** The root's hooks for styles and tests. */
const dataOf = (context: UploaderContextValue) => ({
  'data-part': 'root',
  'data-status': context.state.status,
  'data-drag': context.chooser.dragState,
  'data-variant': context.variant,
  'data-color-scheme': context.colorScheme,
  'data-disabled': context.disabled || undefined,
  'data-readonly': context.readOnly || undefined,
  'data-invalid': context.invalid !== undefined || undefined,
})
