"use client";

import { useRef, useState } from "react";

type Places = { from: number; to: number };
type At = { activeTooltipIndex?: number | string | null | undefined };

/**
 * Dragging over spans. `onZoom` is told the first and the last of them once the button is let go; `onPress` which span was pressed
 * when nothing was dragged.
 */
export function usePlotZoom(onZoom: ((places: Places) => void) | null, onPress: (place: number) => void) {
  const [drag, setDrag] = useState<Places | null>(null);
  // A press draws nothing: bars that were drawn anew between its down and its up would never see a click.
  const began = useRef<number | null>(null);
  const dragged = useRef(false);
  const start = ({ activeTooltipIndex }: At) => {
    began.current = onZoom === null ? null : placeOf(activeTooltipIndex);
    dragged.current = false;
  };
  const move = ({ activeTooltipIndex }: At) => {
    const place = placeOf(activeTooltipIndex);
    const from = began.current;
    if (from === null || place === null || place === (drag?.to ?? from)) return;
    dragged.current = true;
    setDrag({ from, to: place });
  };
  const stop = () => {
    began.current = null;
    setDrag(null);
  };
  const end = () => {
    stop();
    if (drag === null || drag.from === drag.to) return;
    onZoom?.({ from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) });
  };
  const press = ({ activeTooltipIndex }: At) => {
    const place = placeOf(activeTooltipIndex);
    if (!dragged.current && place !== null) onPress(place);
  };
  return {
    drag: drag !== null && drag.from !== drag.to ? drag : null,
    handlers: {
      onMouseDown: start,
      onMouseMove: move,
      onMouseUp: end,
      onClick: press,
      onMouseLeave: stop,
    },
  };
}

function placeOf(index: At["activeTooltipIndex"]): number | null {
  return index === null || index === undefined || index === "" ? null : Number(index);
}
