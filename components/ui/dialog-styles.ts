/* On phones it rises from the bottom edge; from 768 px it stands a little above the middle. */
export const dialogPopupStyles =
  "pop fixed inset-x-0 bottom-0 z-40 mx-auto max-h-[calc(100dvh-2rem)] w-full overflow-y-auto rounded-t-md bg-raised text-ink shadow-elevated outline-none max-md:pb-[env(safe-area-inset-bottom)] md:top-[12vh] md:bottom-auto md:max-h-[76vh] md:rounded-md";

export const dialogBackdropStyles =
  "fixed inset-0 z-40 bg-overlay transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";
