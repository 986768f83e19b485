/**
 * Counts the claims of a batch of calls in Redis, as `claim_limits` (drizzle/0014) does in Postgres: each call's all or none, in the
 * order given; a minute is 61 whole seconds, as in sliding-minute.ts; days and months are those of UTC; all by that server's clock.
 *
 *   KEYS     the counters, each once: a hash of Unix seconds and amounts, or of instances, what each has running and when it said so
 *   ARGV[1]  who asks, when it has something running
 *   ARGV[2]  the time in Unix milliseconds, for tests; none reads the clock
 *   ARGV[3]  the counters as JSON, in the order of KEYS: [{window, own, starts, amounts}], as in claim-batch.ts
 *   ARGV[4]  the calls as JSON: [{places, limits, amounts}]
 *
 * Answers with the time, a 1 for each call that was counted and a 0 for the others, and how the counters stood before: what runs on
 * other instances, or starts and amounts in turn, between spaces. Texts all, since Redis cuts what is behind the point of a number. A
 * counter goes by itself when nothing of it counts any more, and one of which nothing changed is not written.
 */
export const CLAIM_SCRIPT = `
local floor = math.floor

local function exact(number) return string.format('%.17g', number) end

local function count_at()
  if ARGV[2] ~= '' then return tonumber(ARGV[2]) end
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end

-- Days since 1970 of the first of a day's month. Redis gives scripts no calendar; years begin in March, so that leap days end them.
local function first_of_month(day)
  local shifted = day + 719468
  local of_era = shifted % 146097
  local year = floor((of_era - floor(of_era / 1460) + floor(of_era / 36524) - floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + floor(year / 4) - floor(year / 100))
  local month = floor((5 * of_year + 2) / 153)
  return day - (of_year - floor((153 * month + 2) / 5))
end

local at = count_at()
local second = floor(at / 1000)
local day = floor(second / 86400)
local instance = ARGV[1]
local counters = cjson.decode(ARGV[3])
local calls = cjson.decode(ARGV[4])

-- Where what is claimed now is counted, the oldest that counts, and for how long from now all of it can matter, in milliseconds.
local month = first_of_month(day)
local windows = {
  minute = { begins = second, oldest = second - 60, lasts = 62000 },
  day = { begins = day * 86400, oldest = day * 86400, lasts = (day + 1) * 86400000 - at + 60000 },
  month = { begins = month * 86400, oldest = month * 86400, lasts = (month + 31) * 86400000 - at + 60000 },
}

local function read_running(counter, known)
  local others = 0
  for field = 1, #known, 2 do
    local count, seen = string.match(known[field + 1], '^(%S+) (%S+)$')
    if known[field] == instance then
      counter.told = tonumber(count)
      counter.seen = tonumber(seen)
    elseif tonumber(seen) > at - 20000 then
      others = others + tonumber(count)
    else
      counter.gone[#counter.gone + 1] = known[field]
    end
  end
  counter.used = counter.own + others
  return exact(others)
end

local function read_amounts(counter, known)
  local oldest = windows[counter.window].oldest
  counter.used = 0
  counter.amounts_at = {}
  for field = 1, #known, 2 do
    local amount = tonumber(known[field + 1])
    if tonumber(known[field]) >= oldest then
      counter.amounts_at[known[field]] = amount
      counter.used = counter.used + amount
    else
      counter.gone[#counter.gone + 1] = known[field]
    end
  end
  return table.concat(known, ' ')
end

local function add(counter, start, amount)
  local field = string.format('%.0f', start)
  counter.amounts_at[field] = (counter.amounts_at[field] or 0) + amount
  counter.used = counter.used + amount
  counter.changed[field] = true
end

local stood = {}
for place, counter in ipairs(counters) do
  local known = redis.call('HGETALL', KEYS[place])
  counter.gone, counter.changed, counter.added = {}, {}, 0
  if counter.window == 'running' then
    stood[place] = read_running(counter, known)
  else
    stood[place] = read_amounts(counter, known)
    for at_place, start in ipairs(counter.starts) do
      if start >= windows[counter.window].oldest then add(counter, start, counter.amounts[at_place]) end
    end
  end
end

local taken = {}
for turn, call in ipairs(calls) do
  local fits = true
  for claim, place in ipairs(call.places) do
    local amount, limit = call.amounts[claim], call.limits[claim]
    -- What is no number in JavaScript is null here.
    local is_known = type(amount) == 'number' and type(limit) == 'number'
    fits = fits and is_known and counters[place].used + amount <= limit
  end
  for claim, place in ipairs(fits and call.places or {}) do
    local counter, amount = counters[place], call.amounts[claim]
    if counter.window ~= 'running' and amount ~= 0 then
      add(counter, windows[counter.window].begins, amount)
    elseif counter.window == 'running' then
      counter.used = counter.used + amount
      counter.added = counter.added + amount
    end
  end
  taken[turn] = fits and '1' or '0'
end

-- What runs is told whole. Others forget it after 20 seconds in which this instance does not say it again.
local function write_running(key, counter)
  local runs = counter.own + counter.added
  if runs > 0 and (runs ~= counter.told or counter.seen < at - 1000) then
    redis.call('HSET', key, instance, exact(runs) .. ' ' .. exact(at))
  elseif runs > 0 or counter.told == nil then
    return
  else
    counter.gone[#counter.gone + 1] = instance
  end
  if #counter.gone > 0 then redis.call('HDEL', key, unpack(counter.gone)) end
  redis.call('PEXPIRE', key, 30000)
end

local function write_amounts(key, counter)
  local set = {}
  for field in pairs(counter.changed) do
    local amount = counter.amounts_at[field]
    if amount == 0 then
      counter.gone[#counter.gone + 1] = field
    else
      set[#set + 1] = field
      set[#set + 1] = exact(amount)
    end
  end
  if next(counter.changed) == nil then return end
  if #set > 0 then redis.call('HSET', key, unpack(set)) end
  if #counter.gone > 0 then redis.call('HDEL', key, unpack(counter.gone)) end
  redis.call('PEXPIRE', key, string.format('%.0f', windows[counter.window].lasts))
end

for place, counter in ipairs(counters) do
  if counter.window == 'running' then
    write_running(KEYS[place], counter)
  else
    write_amounts(KEYS[place], counter)
  end
end

return { exact(at), table.concat(taken), stood }
`;
