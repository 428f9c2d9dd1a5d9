'use client'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { ticketOf } from '../../core/state.js'
import { errorText } from '../messageFor.js'
import { useRemainingTime } from '../useRemainingTime.js'
import { announce, flush, type Announcement, type AnnouncerMemory, type AnnouncerStep } from './announcer.js'
import { announcementOf, dragAnnouncement, linkAnnouncement, linkStage } from './announcements.js'
import { useUploaderContext } from './context.js'

type Push = (wish: Announcement | undefined) => void

type Region = RefObject<HTMLElement | null>

/** Says into the live regions what happens. */
export function Voice({ status, alert }: { status: Region; alert: Region }) {
  const push = useAnnouncer(status)
  useStateAnnouncements(push)
  useDragAnnouncements(push)
  useAlert(alert, status)
  return <LinkAnnouncer push={push} />
}

function useAnnouncer(region: Region): Push {
  const memory = useRef<AnnouncerMemory>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const apply = useCallback(
    function run(step: AnnouncerStep) {
      memory.current = step.memory
      clearTimeout(timer.current)
      if (step.say !== undefined) write(region.current, step.say)
      if (step.wait !== undefined) timer.current = setTimeout(() => run(flush(memory.current, performance.now())), step.wait)
    },
    [region],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback((wish) => apply(announce(memory.current, wish, performance.now())), [apply])
}

/** A no-break space makes a repeated text a new one. */
function write(region: HTMLElement | null, text: string): void {
  if (region !== null) region.textContent = region.textContent === text ? `${text}\u00A0` : text
}

function useStateAnnouncements(push: Push): void {
  const { state, control, messages } = useUploaderContext()
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    const wish = announcementOf(before.current, state, control.getRemainingSeconds(), messages)
    before.current = state
    if (wish !== null) push(wish)
  }, [state, control, messages, push])
}

/** Leaving is told apart from dropping by what follows: a drop changes the state. */
const LEFT_AFTER_MS = 300

function useDragAnnouncements(push: Push): void {
  const { state, messages, chooser } = useUploaderContext()
  const verdict = chooser.dragVerdict
  const before = useRef(verdict)
  useEffect(() => {
    if (before.current === verdict) return
    before.current = verdict
    if (verdict !== null) return push(dragAnnouncement(verdict, messages))
    const timer = setTimeout(() => push(dragAnnouncement(null, messages)), LEFT_AFTER_MS)
    return () => clearTimeout(timer)
  }, [verdict, state, messages, push])
}

/** Each failure, refusal and stopped submit is said once, when it happens. */
function useAlert(region: Region, polite: Region): void {
  const { state, messages, invalid } = useUploaderContext()
  const failure = state.status === 'error' ? state.error : undefined
  const text = useRef(messages)
  useEffect(() => {
    text.current = messages
  }, [messages])
  const alarm = state.rejection ?? invalid ?? failure
  useEffect(() => {
    if (alarm === undefined) return region.current?.replaceChildren()
    // Found by reading on, what was said before would be news that no longer holds.
    polite.current?.replaceChildren()
    write(region.current, typeof alarm === 'string' ? alarm : errorText(alarm, text.current).text)
  }, [alarm, region, polite])
}

/** Re-renders once a second, and renders nothing; alone so that nothing else does. */
function LinkAnnouncer({ push }: { push: Push }) {
  const { state, control, messages } = useUploaderContext()
  const remaining = useRemainingTime(control)
  const waits = state.status === 'ready' && ticketOf(state) !== undefined && remaining !== null
  const stage = waits ? linkStage(remaining) : 'calm'
  useEffect(() => {
    const wish = linkAnnouncement(stage, messages)
    if (wish !== null) push(wish)
  }, [stage, messages, push])
  return null
}
