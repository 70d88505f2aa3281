const nobody = 65534;

/** How many of the fakes in this process need somebody whom a file can be forbidden. */
let wishes = 0;

/** Root may read everything: while it is not called off, this process is `nobody` where it was root. */
export function becomeNobody(): () => void {
  let isOver = false;
  wishes += 1;
  chooseUser();
  return () => {
    if (isOver) return;
    isOver = true;
    wishes -= 1;
    chooseUser();
  };
}

/** Does something to the disk as the user whom the files belong to. */
export function asOwner(act: () => void): void {
  if (process.getuid?.() === 0) process.seteuid?.(0);
  try {
    act();
  } finally {
    chooseUser();
  }
}

function chooseUser(): void {
  if (process.getuid?.() === 0) process.seteuid?.(wishes > 0 ? nobody : 0);
}
