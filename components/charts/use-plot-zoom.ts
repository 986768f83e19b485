"use client";

import { type SyntheticEvent, useRef, useState } from "react";

type Places = { from: number; to: number };
type At = { activeTooltipIndex?: number | string | null | undefined };

/**
 * Dragging over spans. `onZoom` is told the first and the last of them once the button is let go; `onPress` which span was pressed, as
 * far as the library has noticed, and on what, when nothing was dragged.
 */
export function usePlotZoom(
  onZoom: ((places: Places) => void) | null,
  onPress: (place: number | null, on: EventTarget) => void,
) {
  const [drag, setDrag] = useState<Places | null>(null);
  const began = useRef<number | null>(null);
  const pressed = useRef(false);
  const start = ({ activeTooltipIndex }: At) => {
    began.current = placeOf(activeTooltipIndex);
    pressed.current = true;
  };
  const move = ({ activeTooltipIndex }: At) => {
    const place = placeOf(activeTooltipIndex);
    const from = began.current;
    if (onZoom === null || from === null || place === null || place === (drag?.to ?? from)) return;
    pressed.current = false;
    setDrag({ from, to: place });
  };
  const stop = () => {
    began.current = null;
    pressed.current = false;
    setDrag(null);
  };
  // A press is told by its end, not by a click: bars are drawn anew under the pointer, and those never see one.
  const end = ({ activeTooltipIndex }: At, { nativeEvent, target }: SyntheticEvent) => {
    const isFirstButton = nativeEvent instanceof MouseEvent && nativeEvent.button === 0;
    const isPress = pressed.current && isFirstButton;
    stop();
    if (isPress) onPress(placeOf(activeTooltipIndex), target);
    if (drag === null || drag.from === drag.to) return;
    onZoom?.({ from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) });
  };
  return {
    drag: drag !== null && drag.from !== drag.to ? drag : null,
    handlers: {
      onMouseDown: start,
      onMouseMove: move,
      onMouseUp: end,
      onMouseLeave: stop,
    },
  };
}

function placeOf(index: At["activeTooltipIndex"]): number | null {
  return index === null || index === undefined || index === "" ? null : Number(index);
}
