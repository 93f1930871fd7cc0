#!/usr/bin/env bash
# The server in Neovim, set up as docs/editors.md says for versions before 0.11: a mistake is typed, its finding arrives at the right columns, formatting and hover answer.
#   tests/LanguageServer.Tests/neovim.sh      needs nvim (on Debian: apt-get install neovim) and a built archgen; ARCHGEN=... names it
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
command -v nvim >/dev/null || { echo "error: there is no nvim (on Debian: apt-get install neovim)" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/.git"
ln -s "${ARCHGEN:-$root/archgen}" "$folder/bin/archgen"
cat >"$folder/net.arch" <<'SPEC'
namespace Demo;

block B(dim: int) : [N, C] -> [N, dim] {
    fc:linear(dim)
    gelu
}
SPEC
# The page's own lines, so that they are what is tried.
awk '/^Before:/ { seen = 1 } seen && /^```lua/ { on = 1; next } on && /^```/ { exit } on' "$root/docs/editors.md" >"$folder/setup.lua"
[ -s "$folder/setup.lua" ]
cat >"$folder/try.lua" <<'LUA'
local function wait(what, condition)
    if not vim.wait(60000, condition, 50) then
        io.stderr:write('It never was so: ' .. what .. '\n')
        vim.cmd('cquit 1')
    end
end
local function answer(method, parameters)
    local result
    vim.lsp.buf_request_all(0, method, parameters, function(all) result = all end)
    wait(method .. ' is answered', function() return result ~= nil end)
    for _, one in pairs(result) do return one.result end
end
wait('the server is attached', function() return #vim.lsp.buf_get_clients(0) > 0 and vim.tbl_values(vim.lsp.buf_get_clients(0))[1].initialized end)
vim.api.nvim_buf_set_lines(0, 4, 5, true, { '    gelo' })
wait('the finding arrives', function() return #vim.diagnostic.get(0) == 1 end)
local found = vim.diagnostic.get(0)[1]
assert(found.lnum == 4 and found.col == 4 and found.end_col == 8, vim.inspect(found))
assert(found.message:find("did you mean 'gelu'", 1, true), found.message)
vim.api.nvim_buf_set_lines(0, 4, 5, true, { '    gelu' })
wait('it is taken back', function() return #vim.diagnostic.get(0) == 0 end)
vim.lsp.buf.formatting_sync(nil, 60000)
assert(vim.api.nvim_buf_get_lines(0, 3, 4, true)[1] == '    fc: linear(dim)', vim.api.nvim_buf_get_lines(0, 3, 4, true)[1])
vim.api.nvim_win_set_cursor(0, { 5, 5 })
local hover = answer('textDocument/hover', vim.lsp.util.make_position_params())
assert(hover and hover.contents.value:find('gelu', 1, true), vim.inspect(hover))
print('neovim: the finding at its columns, formatting and hover are there\n')
vim.cmd('qall!')
LUA
cd "$folder"
PATH="$folder/bin:$PATH" timeout 180 nvim --headless -u "$folder/setup.lua" "$folder/net.arch" -c "luafile $folder/try.lua"
